// The pages of a narrow window stand in a menu over them: it closes when one is chosen, by Esc, and when the window is
// loaded anew. Streamlit closes it in a phone alone, and remembers that it was open.
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
  addEventListener("pagehide", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(REMEMBERED)) localStorage.setItem(key, "true");
  });
})();
