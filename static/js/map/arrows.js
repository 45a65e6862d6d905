// From one symbol to the next by the arrow keys: all of them are one stop of the Tab key, so that
// a crowd of sites does not stand between the map and what comes after it. + and − zoom from a
// symbol too: Leaflet hears them only while the map itself has the focus.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1, "=": 1, "-": -1, _: -1 };
const ASIDE = 2; // what lies off the way counts as that much farther
const PAN = 160; // px, where there is nothing more that way

export function arrows(map, { items, pointOf, current, go }) {
  map.getPane("sites").addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in ZOOMS) return map.setZoom(map.getZoom() + ZOOMS[event.key]);
    const way = WAYS[event.key];
    const from = current();
    if (!way || !from) return;
    event.preventDefault();
    event.stopPropagation();
    const found = next(from, way);
    if (found) go(found);
    else map.panBy(L.point(way).multiplyBy(PAN));
  });

  function next(from, [dx, dy]) {
    const start = pointOf(from);
    let best = null;
    let least = Infinity;
    for (const item of items()) {
      const { x, y } = pointOf(item).subtract(start);
      const along = x * dx + y * dy;
      const across = Math.abs(x * dy - y * dx);
      if (item.id === from.id || along <= 0 || along < across * 0.5) continue;
      const far = along + ASIDE * across;
      if (far < least) [best, least] = [item, far];
    }
    return best;
  }
}
