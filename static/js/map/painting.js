// A symbol as a picture for a canvas: its own SVG, painted with the styles that the page gives it,
// so that shape, size, sign and ring are the same in both. Each kind is painted once.
const KINDS = "circle, rect, path, text";

export function painting(holder) {
  const pictures = new Map();
  const styles = new Map();
  const ratio = Math.min(2, Math.max(1, devicePixelRatio));
  holder.classList.add("symbol-holder");

  // By class, not by element: asking the style of a page costs more than painting.
  function styleOf(svg, shape) {
    const key = `${svg.getAttribute("class")} ${shape.getAttribute("class")}`;
    if (!styles.has(key)) {
      if (!svg.isConnected) holder.append(svg);
      const { fill, stroke, strokeWidth, strokeDasharray, font, display } = getComputedStyle(shape);
      const dashes = strokeDasharray === "none" ? [] : strokeDasharray.split(",").map(parseFloat);
      styles.set(key, { fill, stroke, width: parseFloat(strokeWidth), dashes, font, hidden: display === "none" });
    }
    return styles.get(key);
  }

  function paint(svg) {
    const side = Number(svg.getAttribute("width"));
    const picture = document.createElement("canvas");
    picture.width = picture.height = Math.ceil(side * ratio);
    const pen = picture.getContext("2d");
    for (const shape of svg.querySelectorAll(KINDS)) {
      const style = styleOf(svg, shape);
      if (style.hidden) continue;
      const scale = ratio * (shape.parentNode.transform?.baseVal.consolidate()?.matrix.a ?? 1);
      pen.setTransform(scale, 0, 0, scale, (side * ratio) / 2, (side * ratio) / 2);
      if (shape.localName === "text") write(pen, shape, style);
      else fill(pen, outline(shape), style);
    }
    svg.remove();
    return { picture, side };
  }

  return {
    ratio,
    of({ kind, draw }) {
      if (!pictures.has(kind)) pictures.set(kind, paint(draw()));
      return pictures.get(kind);
    },
    forget() {
      pictures.clear();
      styles.clear();
    },
  };
}

function fill(pen, path, { fill, stroke, width, dashes }) {
  if (fill !== "none") {
    pen.fillStyle = fill;
    pen.fill(path);
  }
  if (stroke === "none") return;
  pen.strokeStyle = stroke;
  pen.lineWidth = width;
  pen.lineCap = pen.lineJoin = "round";
  if (dashes.length > 0) pen.lineCap = "butt";
  pen.setLineDash(dashes);
  pen.stroke(path);
}

function write(pen, shape, { fill, font }) {
  pen.fillStyle = fill;
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(shape.textContent, 0, 0.5);
}

function outline(shape) {
  const number = (name) => Number(shape.getAttribute(name) ?? 0);
  if (shape.localName === "path") return new Path2D(shape.getAttribute("d"));
  const path = new Path2D();
  if (shape.localName === "rect") path.rect(number("x"), number("y"), number("width"), number("height"));
  else path.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
  return path;
}
