// Names beside what stands on the map: a territory's under its bubble, a site's beside it from a
// zoom on. As many as touch neither each other nor a symbol.
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
  pane.setAttribute("aria-hidden", "true");
  const shown = L.layerGroup().addTo(map);
  const pen = document.createElement("canvas").getContext("2d");

  // `items` from the lowest to the topmost, `pointOf` and `reachOf` in px of the map: where, and how
  // far around; a stack has one name.
  function draw(items, { pointOf, reachOf, stackOf }) {
    shown.clearLayers();
    const nameOf = (item) => {
      const stack = stackOf(item);
      if (!stack || item.caption) return item.caption ?? item.title;
      return stack[0] === item ? `${stack.length} sites` : "";
    };
    const named = items.filter((item) => item.caption || (map.getZoom() >= SITES_FROM && nameOf(item)));
    if (named.length === 0) return;
    pen.font = `500 12px ${getComputedStyle(map.getContainer()).fontFamily}`;
    const taken = items.map((item) => around(pointOf(item), reachOf(item)));
    const frame = L.bounds([0, 0], map.getSize());
    let count = 0;
    for (const item of named) {
      if (count === MOST) break;
      const text = shortened(nameOf(item));
      const sides = item.caption ? OF_BUBBLE : OF_SITE;
      const width = pen.measureText(text).width + 2;
      const box = free(pointOf(item), sides.map((side) => side(reachOf(item), width)), width, { taken, frame });
      if (!box) continue;
      taken.push(box);
      shown.addLayer(caption(map.containerPointToLatLng(box.min), text));
      count += 1;
    }
  }

  return { draw };
}

function free(at, offsets, width, { taken, frame }) {
  for (const offset of offsets) {
    const corner = at.add(offset);
    const box = L.bounds(corner, corner.add([width, LINE]));
    if (frame.contains(box) && !taken.some((other) => other.overlaps(box))) return box;
  }
  return null;
}

const around = (at, reach) => L.bounds(at.subtract([reach, reach]), at.add([reach, reach]));

const shortened = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

function caption(place, text) {
  const words = document.createElement("span");
  words.textContent = text;
  const icon = L.divIcon({ className: "map-caption", html: words, iconSize: null });
  return L.marker(place, { icon, interactive: false, keyboard: false, pane: "captions" });
}
