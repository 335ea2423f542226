// Möte: one screen at a time on a wall, by keys, by the buttons and by the list of contents. On a narrow screen they
// stand after each other, and the list and an address lead to theirs; on paper this does nothing.
(() => {
  const wall = matchMedia("(min-width: 1025px)");
  const agenda = () => document.querySelector(".gfo .agenda");
  const screens = () => [...document.querySelectorAll(".gfo .agenda .screen")];
  // A door may lead to a screen of its own: a proposal's.
  const place = () => Number(new URLSearchParams(location.search).get("skarm")) || Number(agenda()?.dataset.begin) || 1;

  // What the longest sentences, or the widest cells, make too much for the wall is written smaller, until it has room.
  const fit = () => {
    const fill = document.querySelector(".gfo .agenda .screen.on .fill");
    if (!fill) return;
    fill.style.zoom = "";
    const isOver = () => fill.scrollHeight > fill.clientHeight + 1 || fill.scrollWidth > fill.clientWidth + 1;
    for (let size = 0.97; wall.matches && size > 0.6 && isOver(); size -= 0.03) {
      fill.style.zoom = size;
    }
  };

  // The address says which screen, so that one that is loaded anew shows the same.
  const show = (number, asked = true) => {
    const all = screens();
    const chosen = Math.max(1, Math.min(number, all.length));
    all.forEach((screen, n) => screen.classList.toggle("on", n + 1 === chosen));
    fit();
    if (!wall.matches && (chosen > 1 || asked)) all[chosen - 1]?.scrollIntoView();
    if (chosen !== place()) {
      const link = new URL(location.href);
      link.searchParams.set("skarm", chosen);
      history.replaceState(history.state, "", link);
    }
  };
  const toggle = (selector) => document.querySelectorAll(`.gfo .agenda ${selector}`).forEach((part) => {
    part.hidden = !part.hidden;
  });
  const step = {
    back: () => show(place() - 1),
    on: () => show(place() + 1),
    jump: () => toggle(".jump"),
    note: () => {
      toggle(".speaker");
      fit();
    },
  };
  const keys = {
    ArrowRight: "on", PageDown: "on", " ": "on", ArrowLeft: "back", PageUp: "back", i: "jump", I: "jump", a: "note", A: "note",
  };

  document.addEventListener("keydown", (event) => {
    if (!agenda() || !wall.matches || event.ctrlKey || event.metaKey || event.altKey) return;
    const onButton = event.target.closest?.("button, a");
    if (event.key === "Escape") {
      const list = document.querySelector(".gfo .agenda .jump");
      if (!list.hidden) list.hidden = true;
      else document.querySelector(".gfo .agenda .steps a:not(.newer)").click();
    } else if (event.key === "Home") show(1);
    else if (event.key === "End") show(screens().length);
    else if (event.key in keys && !(event.key === " " && onButton)) step[keys[event.key]]();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".gfo .agenda button");
    if (!button) return;
    if (button.dataset.go) {
      show(Number(button.dataset.go));
      toggle(".jump");
    } else step[button.dataset.step]();
  });

  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  // Streamlit puts the agenda on the page when it has it, and anew when another period is chosen.
  new MutationObserver(() => {
    if (agenda() && !document.querySelector(".gfo .agenda .screen.on")) show(place(), false);
  }).observe(document.documentElement, { subtree: true, childList: true });
})();
