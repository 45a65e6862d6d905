// The symbols that are no elements, painted on one canvas which moves and zooms with the map.
import { painting } from "map/painting";

const FINGER = 10; // px around a symbol
const MOUSE = 1;
const BADGE = 7;

const Sheet = L.Renderer.extend({
  options: { padding: 0.3, pane: "symbols" },
  _initContainer() {
    this._container = L.DomUtil.create("canvas");
    this._container.setAttribute("aria-hidden", "true");
  },
  _destroyContainer() {
    this._container.remove();
  },
  _updatePaths() {},
});

export function symbolCanvas(map) {
  const pane = map.createPane("symbols");
  pane.style.zIndex = 580;
  pane.style.pointerEvents = "none";
  const sheet = new Sheet().addTo(map);
  const pictures = painting(pane.appendChild(document.createElement("div")));
  let painted = []; // { item, x, y } in px of the layer, the topmost last
  let far = null;

  function draw(items, stackOf) {
    const isFar = map.getContainer().parentElement.hasAttribute("data-far");
    if (isFar !== far) pictures.forget(); // from afar symbols have no halo
    far = isFar;
    const pen = prepared(sheet, pictures.ratio);
    const { min } = sheet._bounds;
    painted = [];
    for (const item of items) {
      const at = map.latLngToLayerPoint(item.place);
      if (!sheet._bounds.contains(at)) continue;
      const { picture, side } = pictures.of(item);
      pen.drawImage(picture, Math.round(at.x - min.x - side / 2), Math.round(at.y - min.y - side / 2), side, side);
      const stack = stackOf(item);
      if (stack?.[0] === item) badge(pen, at.subtract(min), item.radius, stack.length);
      painted.push({ item, x: at.x, y: at.y });
    }
  }

  // The topmost at a point of the layer.
  function at(point, { coarse = false } = {}) {
    const room = coarse ? FINGER : MOUSE;
    return painted.findLast(({ item, x, y }) => (x - point.x) ** 2 + (y - point.y) ** 2 <= (item.radius + room) ** 2)?.item ?? null;
  }

  return { draw, at };
}

function prepared(sheet, ratio) {
  const { _container: canvas, _bounds: bounds } = sheet;
  const size = bounds.getSize();
  if (canvas.width !== size.x * ratio || canvas.height !== size.y * ratio) {
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
  }
  L.DomUtil.setPosition(canvas, bounds.min);
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, size.x, size.y);
  return pen;
}

// As `.site-marker__stack` in map-markers.css.
function badge(pen, { x, y }, radius, count) {
  const aside = radius * 0.7 + 3;
  pen.beginPath();
  pen.arc(x + aside, y + aside, BADGE + 1, 0, 2 * Math.PI);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.beginPath();
  pen.arc(x + aside, y + aside, BADGE, 0, 2 * Math.PI);
  pen.fillStyle = "#161616";
  pen.fill();
  pen.fillStyle = "#fff";
  pen.font = `700 ${count > 9 ? 8 : 10}px Marianne, arial, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(count, x + aside, y + aside + 0.5);
}
