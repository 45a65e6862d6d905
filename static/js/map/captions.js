// Names beside what stands on the map: a territory's under its bubble, a site's beside it from a
// zoom on. As many as touch neither each other nor a symbol.
import { boxes } from "map/boxes";

const SITES_FROM = 14;
const MOST = 80;
const LONGEST = 32; // characters
const LINE = 16; // px
const GAP = 3;
const RIGHT = (reach) => [reach + GAP, -LINE / 2];
const LEFT = (reach, width) => [-reach - GAP - width, -LINE / 2];
const BELOW = (reach, width) => [-width / 2, reach + 1];
const ABOVE = (reach, width) => [-width / 2, -reach - 1 - LINE];
const OF_BUBBLE = [BELOW, RIGHT, LEFT, ABOVE];
const OF_SITE = [RIGHT, LEFT, BELOW, ABOVE];

export function captions(map) {
  const pane = map.createPane("captions");
  pane.style.zIndex = 610;
  pane.style.pointerEvents = "none";
  pane.classList.add("leaflet-zoom-hide");
  pane.setAttribute("aria-hidden", "true");
  const pen = document.createElement("canvas").getContext("2d");
  const { fontFamily } = getComputedStyle(map.getContainer());
  let origin = null; // of the px that the names stand at

  // `items` from the lowest to the topmost, `pointOf` and `reachOf` in px of the layer: where, and how
  // far around; a stack has one name.
  function draw(items, { pointOf, reachOf, stackOf }) {
    pane.replaceChildren();
    origin = map.getPixelOrigin();
    const nameOf = (item) => {
      const stack = stackOf(item);
      if (!stack || item.caption) return item.caption ?? item.title;
      return stack[0] === item ? `${stack.length} sites` : "";
    };
    const named = items.filter((item) => item.caption || (map.getZoom() >= SITES_FROM && nameOf(item)));
    if (named.length === 0) return;
    pen.font = `500 12px ${fontFamily}`;
    const taken = boxes();
    for (const item of items) taken.add(around(pointOf(item), reachOf(item)));
    const corner = map.containerPointToLayerPoint([0, 0]);
    const frame = L.bounds(corner, corner.add(map.getSize()));
    const names = [];
    for (const item of named) {
      if (names.length === MOST) break;
      const text = shortened(nameOf(item));
      const sides = item.caption ? OF_BUBBLE : OF_SITE;
      const width = pen.measureText(text).width + 2;
      const box = free(pointOf(item), sides.map((side) => side(reachOf(item), width)), width, { taken, frame });
      if (!box) continue;
      taken.add(box);
      names.push(caption(box.min, text));
    }
    pane.replaceChildren(...names);
  }

  // At another zoom, until they are drawn for it, they would stand where they do not belong.
  function tidy() {
    if (!origin?.equals(map.getPixelOrigin())) pane.replaceChildren();
  }

  return { draw, tidy, clear: () => pane.replaceChildren() };
}

function free(at, offsets, width, { taken, frame }) {
  for (const offset of offsets) {
    const corner = at.add(offset);
    const box = L.bounds(corner, corner.add([width, LINE]));
    if (frame.contains(box) && taken.isFree(box)) return box;
  }
  return null;
}

const around = (at, reach) => L.bounds(at.subtract([reach, reach]), at.add([reach, reach]));

const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

function caption(at, text) {
  const name = document.createElement("span");
  name.className = "map-caption";
  name.textContent = text;
  L.DomUtil.setPosition(name, at.round());
  return name;
}
