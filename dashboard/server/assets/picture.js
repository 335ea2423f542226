// "Hämta bild": a chart or small multiples as a PNG, with title, source and definitions around it. The reader's own
// browser paints what it shows: no picture is made on the server, and the page's font is in it.
(() => {
  const SCALE = 2;
  const MARGIN = 32;
  const LEAST = 360;

  const fontOf = (style) => `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;

  // Word by word where the page has set them, so that its line breaks and columns are kept.
  const paintWords = (context, root, left, top) => {
    const range = document.createRange();
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      // A narrow screen hides most ticks, which have a place on it all the same.
      if (!node.parentElement.getBoundingClientRect().width) continue;
      const style = getComputedStyle(node.parentElement);
      context.font = fontOf(style);
      context.fillStyle = node.parentElement instanceof SVGElement ? style.fill : style.color;
      for (const word of node.data.matchAll(/\S+/g)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const box = range.getBoundingClientRect();
        if (!box.width || style.visibility === "hidden") continue;
        const measured = context.measureText(word[0]);
        const [ascent, descent] = [measured.fontBoundingBoxAscent, measured.fontBoundingBoxDescent];
        context.fillText(word[0], box.left - left, box.top - top + (box.height - ascent - descent) / 2 + ascent);
      }
    }
  };

  const paintHatch = (context, style, x, y, width, height) => {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.strokeStyle = style.color;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let step = -height; step < width; step += 7) {
      context.moveTo(x + step, y + height);
      context.lineTo(x + step + height, y);
    }
    context.stroke();
    context.restore();
  };

  const paintBoxes = (context, root, left, top) => {
    for (const element of root.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (!box.width) continue;
      const style = getComputedStyle(element);
      const [x, y] = [box.left - left, box.top - top];
      if (style.backgroundImage !== "none") paintHatch(context, style, x, y, box.width, box.height);
      else {
        context.fillStyle = style.backgroundColor;
        context.fillRect(x, y, box.width, box.height);
      }
      if (style.borderTopStyle === "dashed") {
        context.strokeStyle = style.borderTopColor;
        context.lineWidth = Number.parseFloat(style.borderTopWidth);
        context.setLineDash([4, 3]);
        context.strokeRect(x, y, box.width, box.height);
        context.setLineDash([]);
      }
      const edge = Number.parseFloat(style.borderBottomWidth);
      if (!edge) continue;
      context.strokeStyle = style.borderBottomColor;
      context.lineWidth = edge;
      context.setLineDash(style.borderBottomStyle === "dotted" ? [edge, edge] : []);
      context.beginPath();
      context.moveTo(x, y + box.height - edge / 2);
      context.lineTo(x + box.width, y + box.height - edge / 2);
      context.stroke();
      context.setLineDash([]);
    }
  };

  // A drawing that stands alone has no font of the page: its words are painted afterwards, like all others.
  const paintDrawing = async (context, drawing, left, top) => {
    const box = drawing.getBoundingClientRect();
    const copy = drawing.cloneNode(true);
    for (const node of copy.querySelectorAll("text, .hoverlayer")) node.remove();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    context.drawImage(image, box.left - left, box.top - top, box.width, box.height);
  };

  const lines = (context, text, width) => {
    const found = [""];
    for (const word of text.split(" ")) {
      const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
      if (context.measureText(longer).width <= width) found[found.length - 1] = longer;
      else found.push(word);
    }
    return found;
  };

  const picture = async (button) => {
    const key = CSS.escape(button.dataset.key);
    const shown = document.querySelector(
      ["chart", "tertials", "halved"].map((kind) => `.st-key-${kind}-${key} .js-plotly-plot`)
        .concat(`[data-picture="${key}"]`).join(),
    );
    // What is folded away has no size: it is unfolded to be painted.
    shown.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    const box = shown.getBoundingClientRect();
    const width = Math.max(box.width, LEAST);
    const family = getComputedStyle(button).fontFamily;
    const ink = getComputedStyle(document.querySelector(".gfo h1")).color;
    const secondary = getComputedStyle(document.querySelector(".gfo .source")).color;
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    const paragraph = (text, size, weight, colour) => {
      const font = `${weight} ${size}px ${family}`;
      context.font = font;
      return { rows: lines(context, text, width), step: size * 1.4, font, colour };
    };
    const head = [paragraph(button.dataset.title, 22, 600, ink), paragraph(button.dataset.sub, 15, 400, secondary)];
    const foot = button.dataset.foot.split("\n").map((text) => paragraph(text, 13, 400, secondary));
    const height = (paragraphs) => paragraphs.reduce((sum, { rows, step }) => sum + rows.length * step, 0);
    const [above, below] = [height(head) + 16, height(foot) + 16];
    canvas.width = (width + 2 * MARGIN) * SCALE;
    canvas.height = (above + box.height + below + 2 * MARGIN) * SCALE;
    context.scale(SCALE, SCALE);
    context.fillStyle = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);

    const write = (paragraphs, top) => {
      let y = top;
      for (const { rows, step, font, colour } of paragraphs) {
        context.font = font;
        context.fillStyle = colour;
        for (const row of rows) context.fillText(row, MARGIN, (y += step) - step * 0.28);
      }
    };
    write(head, MARGIN);
    const [left, top] = [box.left - MARGIN, box.top - MARGIN - above];
    paintBoxes(context, shown, left, top);
    for (const drawing of shown.querySelectorAll("svg.main-svg")) await paintDrawing(context, drawing, left, top);
    paintWords(context, shown, left, top);
    write(foot, MARGIN + above + box.height + 16);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".gfo button.picture");
    if (!button) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await picture(button));
    link.download = `${button.dataset.file}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
