// Swedish words for Streamlit's own, keyboard steps in meeting mode, and the link to this view.
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
    link.searchParams.delete("mote");
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

  // A figure is a door to another page: follow it as the menu's links are followed, without loading everything anew.
  document.addEventListener("click", (event) => {
    const door = event.target.closest?.(".gfo a.door");
    if (!door || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", door.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.scrollTo(0, 0);
  });

  // Meeting mode: one topic a screen. A topic begins at each h2; the page's header stays in view.
  let topic = 0;
  let page = "";
  const meeting = () => new URLSearchParams(location.search).get("mote") === "1";
  // A heading over a control or a fold-out, which meeting mode hides, is no topic.
  const told = "p:not(.sub, .source), ul, ol, dl, table, .stPlotlyChart";
  const isTopic = (group) => group.some((child) =>
    [...child.querySelectorAll(told)].some((node) => !node.closest("details")));
  const groups = () => {
    const main = document.querySelector(".stMainBlockContainer > .stVerticalBlock");
    if (!main) return [];
    const found = [[]];
    for (const child of main.children) {
      if (child.querySelector("h1")) continue;
      if (child.querySelector("h2")) found.push([]);
      found.at(-1).push(child);
    }
    return found;
  };
  const show = () => {
    if (!meeting()) return;
    if (page !== location.pathname) { page = location.pathname; topic = fromEnd ? Infinity : 0; fromEnd = false; }
    const all = groups();
    const found = all.filter(isTopic);
    if (!found.length) return;
    topic = Math.max(0, Math.min(topic, found.length - 1));
    let changed = false;
    all.forEach((group) => group.forEach((child) => {
      const off = group !== found[topic];
      // An attribute of our own: Streamlit writes an element's classes anew when it has run.
      if (child.hasAttribute("data-gfo-off") !== off) { child.toggleAttribute("data-gfo-off", off); changed = true; }
    }));
    let place = document.querySelector(".gfo-place");
    if (!place) {
      place = document.createElement("div");
      place.className = "gfo-place";
      place.setAttribute("aria-live", "polite");
      document.body.append(place);
    }
    const words = `${topic + 1} av ${found.length} · piltangenter bläddrar, Esc avslutar`;
    if (place.textContent !== words) place.textContent = words;
    if (changed) { window.scrollTo(0, 0); window.dispatchEvent(new Event("resize")); }
  };
  let fromEnd = false;
  const turn = (step) => {
    const found = groups().filter(isTopic);
    if (topic + step >= 0 && topic + step < found.length) { topic += step; show(); return; }
    const links = [...document.querySelectorAll('[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]')];
    const here = links.findIndex((link) => new URL(link.href).pathname === location.pathname);
    const next = links[here + step];
    if (here >= 0 && next) { fromEnd = step < 0; next.click(); }
  };
  document.addEventListener("keydown", (event) => {
    if (!meeting() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (["ArrowRight", "PageDown", " "].includes(event.key)) { event.preventDefault(); turn(1); }
    else if (["ArrowLeft", "PageUp"].includes(event.key)) { event.preventDefault(); turn(-1); }
    else if (event.key === "Escape") {
      const link = new URL(location.href);
      link.searchParams.delete("mote");
      location.assign(link);
    }
  });

  // Plotly draws for the screen's width, and paper is narrower: let each drawing shrink instead of being cut.
  window.addEventListener("beforeprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      drawing.setAttribute("viewBox", `0 0 ${drawing.getAttribute("width")} ${drawing.getAttribute("height")}`);
      drawing.setAttribute("preserveAspectRatio", "xMinYMin");
    }
  });
  window.addEventListener("afterprint", () => {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) drawing.removeAttribute("viewBox");
  });

  let waiting = 0;
  const watch = () => {
    translate(document.body);
    show();
    new MutationObserver((changes) => {
      if (meeting() && !waiting) waiting = setTimeout(() => { waiting = 0; show(); }, 60);
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
