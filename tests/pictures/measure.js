// Runs inside the browser, after the picture: writes what it finds as JSON into the page.
const svg = document.querySelector("svg");
const violations = [];
const all = (what, within = svg) => [...within.querySelectorAll(what)];
const rectOf = (one) => one.getBoundingClientRect();
const shapeOf = (part) => part.querySelector("rect, path");
const idOf = (part) => (part.closest("g[id]") || part).id;
const overlap = (a, b, slack) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
const within = (a, b, slack) =>
  a.left >= b.left - slack && a.right <= b.right + slack && a.top >= b.top - slack && a.bottom <= b.bottom + slack;
const labels = all("g.label"), boxes = all("g.box, g.chip"), frames = all("g.frame"), arrows = all("g.arrow");
const matrix = (one) => one.getScreenCTM();

// Text inside its shape. The letters themselves are lower than the text's box: a fifth is air.
for (const part of [...labels, ...boxes]) {
  const shape = shapeOf(part);
  const back = matrix(shape).inverse();
  for (const text of all("text", part)) {
    const box = rectOf(text), air = box.height * 0.2;
    const corners = [[box.left, box.top + air], [box.right, box.top + air],
                     [box.left, box.bottom - air], [box.right, box.bottom - air]];
    const inside = corners.every(([x, y]) => shape.isPointInFill(new DOMPoint(x, y).matrixTransform(back)));
    if (!inside) violations.push(["text-leaves-shape", idOf(part), text.textContent]);
  }
}
for (const frame of frames)
  for (const text of all(":scope > text, :scope > a > text", frame))
    if (!within(rectOf(text), rectOf(shapeOf(frame)), 0.5)) violations.push(["text-leaves-shape", frame.id, text.textContent]);

// Nothing on top of anything else, and nothing outside the page.
const solid = [...labels, ...boxes].map((part) => [part.id, rectOf(shapeOf(part))]);
solid.forEach(([id, rect], place) => {
  for (const [other, more] of solid.slice(place + 1)) if (overlap(rect, more, 0.5)) violations.push(["overlap", id, other]);
  for (const frame of frames)
    for (const text of all(":scope > text, :scope > a > text", frame))
      if (overlap(rect, rectOf(text), 0.5)) violations.push(["overlap", id, frame.id]);
});
const texts = all("text");
const page = rectOf(svg);
texts.forEach((text, place) => {
  if (!within(rectOf(text), page, 0.5)) violations.push(["outside-page", idOf(text), text.textContent]);
  for (const other of texts.slice(place + 1))
    if (idOf(text) !== idOf(other) && overlap(rectOf(text), rectOf(other), 1)) violations.push(["text-on-text", idOf(text), idOf(other)]);
});

// No arrow through a label that isn't its own, a box that isn't its end, or a frame's heading.
const obstacles = [...labels.map((part) => [part.id, rectOf(shapeOf(part))]), ...boxes.map((part) => [part.id, rectOf(shapeOf(part))])];
for (const frame of frames)
  for (const text of all(":scope > text, :scope > a > text", frame)) obstacles.push([frame.id, rectOf(text)]);
for (const arrow of arrows) {
  const own = new Set(["label-" + arrow.id, arrow.dataset.from, arrow.dataset.to]);
  const hit = new Set();
  for (const path of all("path", arrow)) {
    const out = matrix(path), long = path.getTotalLength();
    for (let at = 0; at <= long; at += 2) {
      const point = path.getPointAtLength(at).matrixTransform(out);
      for (const [id, rect] of obstacles)
        if (!own.has(id) && point.x > rect.left + 1 && point.x < rect.right - 1 && point.y > rect.top + 1 && point.y < rect.bottom - 1)
          hit.add(id);
    }
  }
  for (const id of hit) violations.push(["arrow-through", id, arrow.id]);
}

const view = svg.viewBox.baseVal;
const scale = Math.min(1, FITTED / view.width);
const sizes = texts.map((text) => parseFloat(getComputedStyle(text).fontSize));
const told = document.createElement("pre");
told.id = "measures";
told.textContent = JSON.stringify({
  width: view.width, height: view.height, texts: texts.length, arrows: arrows.length, labels: labels.map((part) => part.id),
  smallest: Math.min(...sizes) * scale, violations,
});
document.body.append(told);
