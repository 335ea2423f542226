// The pages of a narrow window stand in a menu over them: it closes when one is chosen, by Esc, and when the window is
// loaded anew. Streamlit closes it in a phone alone, and remembers that it was open. The page that one is on already is
// opened as it begins, without what was chosen on it: Streamlit does nothing then.
(() => {
  const REMEMBERED = "stSidebarCollapsed";

  const close = () => {
    const button = document.querySelector(
      '[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button',
    );
    button?.click();
    return Boolean(button);
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[data-testid="stSidebarNavLink"]')) setTimeout(close);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !close()) return;
    setTimeout(() => document.querySelector('[data-testid="stExpandSidebarButton"]')?.focus(), 100);
  });
  const OF_EVERY_PAGE = ["kommun", "period", "som", "version"];
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[data-testid$="NavLink"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const here = new URL(location.href);
    const begun = new URL(location.href);
    for (const word of [...begun.searchParams.keys()]) if (!OF_EVERY_PAGE.includes(word)) begun.searchParams.delete(word);
    begun.hash = "";
    if (new URL(link.href).pathname !== here.pathname || begun.href === here.href) return;
    event.preventDefault();
    event.stopPropagation();
    history.pushState({}, "", begun.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.scrollTo(0, 0);
    setTimeout(close);
  }, true);
  addEventListener("pagehide", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(REMEMBERED)) localStorage.setItem(key, "true");
  });
})();
