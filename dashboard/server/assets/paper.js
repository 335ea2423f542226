// A page on paper: charts shrink to the sheet, and what a heading stands over is unfolded.
(() => {
  // What holds a chart (blocks/pictures.py names it) has its place before Plotly has come; and Plotly's drawing is empty
  // before a line or a bar is in it.
  const CHART = '[class*="st-key-chart-"], [class*="st-key-tertials-"], [class*="st-key-halved-"]';
  const isDrawn = (chart) => chart.querySelector(".main-svg .trace") !== null;
  let unfolded = [];

  addEventListener("beforeprint", () => {
    // Plotly draws for the screen's width, and paper is narrower: let each drawing shrink instead of being cut.
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const [width, height] = [drawing.getAttribute("width"), drawing.getAttribute("height")];
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      drawing.setAttribute("preserveAspectRatio", "xMinYMin");
      drawing.closest(".svg-container").style.setProperty("--drawn", `${width} / ${height}`);
    }
    // A chart that is still on its way has its table in its place.
    for (const table of document.querySelectorAll(".gfo details.table")) {
      const before = table.closest(".stElementContainer")?.previousElementSibling;
      if (before?.matches(CHART) && !isDrawn(before) && table.closest(".pieces").querySelector("details.table") === table) {
        before.classList.add("undrawn");
        table.classList.add("instead");
      }
    }
    unfolded = [...document.querySelectorAll(".gfo details:is(.printed, .instead):not([open])")];
    for (const fold of unfolded) fold.open = true;
  });

  addEventListener("afterprint", () => {
    for (const chart of document.querySelectorAll(".undrawn")) chart.classList.remove("undrawn");
    for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) drawing.removeAttribute("viewBox");
    for (const fold of unfolded) {
      fold.open = false;
      fold.classList.remove("instead");
    }
  });
})();
