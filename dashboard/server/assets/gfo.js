// Swedish words for Streamlit's own, doors from figure to page, and the link to this view.
// WORDS and PATTERNS are written before this by dashboard/server/streamlit_words.py.
(() => {
  const attributes = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const patterns = PATTERNS.map(([from, to]) => [new RegExp(from), to]);

  const swedish = (text) => {
    const word = text.trim();
    if (!word || word.length > 160) return null;
    if (Object.hasOwn(WORDS, word)) return text.replace(word, WORDS[word]);
    for (const [from, to] of patterns) if (from.test(word)) return text.replace(word, word.replace(from, to));
    return null;
  };

  // Our own blocks are Swedish already, and what stands in them must never be replaced.
  const ours = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".gfo") != null;

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

  // "Kopiera länk till den här vyn": the address as it stands, with the version it shows.
  const copy = async (button) => {
    const link = new URL(location.href);
    link.searchParams.set("version", button.dataset.version);
    try {
      await navigator.clipboard.writeText(link.href);
      button.textContent = "Länken är kopierad";
    } catch {
      // Without https on another machine than this the browser has no clipboard: show the link to be copied.
      window.prompt("Kopiera länken:", link.href);
    }
    setTimeout(() => { button.textContent = "Kopiera länk till den här vyn"; }, 2500);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".gfo button.copy");
    if (button) copy(button);
  });

  // An explanation that lies over the page gives way to Esc and to a click beside it.
  const close = (kept) => document.querySelectorAll(".gfo details.info[open]").forEach((info) => {
    if (!info.contains(kept)) info.open = false;
  });
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const summary = document.activeElement?.closest?.("details.info[open]")?.querySelector("summary");
    close(null);
    summary?.focus();
  });

  // A figure is a door to another page: follow it as the menu's links are followed, without loading everything anew.
  document.addEventListener("click", (event) => {
    const door = event.target.closest?.(".gfo a.door");
    if (!door || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", door.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.scrollTo(0, 0);
    arrive();
  });

  // A document that cannot be made says why where its first page would stand.
  document.addEventListener("error", async (event) => {
    const picture = event.target;
    if (!picture.matches?.(".gfo img.preview")) return;
    const answer = await fetch(picture.src);
    if (answer.ok) return;
    const told = document.createElement("p");
    told.className = "note";
    told.setAttribute("role", "status");
    told.textContent = await answer.text();
    picture.replaceWith(told);
  }, true);

  // What an address points at comes after the page has loaded, so the browser itself finds nothing to go to.
  const arrive = (left = 100) => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || !left) return;
    const still = document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']");
    const target = document.getElementById(id);
    if (still && target) target.scrollIntoView();
    else setTimeout(arrive, 100, left - 1);
  };
  arrive();

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
