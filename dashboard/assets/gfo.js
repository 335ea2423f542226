// Swedish words for Streamlit's own, keyboard steps in meeting mode, and the link to this view.
// WORDS and PATTERNS are written before this by dashboard/words.py.
(() => {
  const attributes = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const patterns = PATTERNS.map(([from, to]) => [new RegExp(from), to]);

  const swedish = (text) => {
    const word = text.trim();
    if (!word || word.length > 80) return null;
    if (Object.hasOwn(WORDS, word)) return text.replace(word, WORDS[word]);
    for (const [from, to] of patterns) if (from.test(word)) return text.replace(word, word.replace(from, to));
    return null;
  };

  // Our own blocks are Swedish already, and a kommun's or a KPI's name must never be replaced.
  const ours = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".gfo, .st-key-controls") != null;

  const translate = (root) => {
    if (root.nodeType === 3) {
      const text = ours(root) ? null : swedish(root.data);
      if (text !== null && text !== root.data) root.data = text;
      return;
    }
    if (root.nodeType !== 1) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === 3) {
        const text = ours(node) ? null : swedish(node.data);
        if (text !== null && text !== node.data) node.data = text;
      } else {
        for (const name of attributes) {
          const value = node.getAttribute(name);
          const text = value && !ours(node) ? swedish(value) : null;
          if (text !== null && text !== value) node.setAttribute(name, text);
        }
      }
    }
  };

  const watch = () => {
    translate(document.body);
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(translate);
        else translate(change.target);
      }
    }).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
    });
  };
  if (document.body) watch();
  else document.addEventListener("DOMContentLoaded", watch);
})();
