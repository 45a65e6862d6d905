// Tiles over our own outlines: when they cannot be reached, they go, and the outlines remain.
const ENOUGH_FAILURES = 4;

export function basemap(map, { url, credit, deepest, words }, notices, { id = "basemap", onAway = () => {} } = {}) {
  const tiles = L.tileLayer(url, { maxZoom: deepest, attribution: credit });
  let failures = 0;
  let reached = false;

  function start() {
    failures = 0;
    reached = false;
    notices.clear(id);
    tiles.addTo(map);
  }

  tiles.on("tileload", () => {
    reached = true;
    failures = 0;
    notices.clear(id);
  });
  tiles.on("tileerror", () => {
    failures += 1;
    if (failures < ENOUGH_FAILURES) return;
    if (!reached) tiles.remove();
    onAway();
    notices.show(id, reached ? words.slow : words.away, { label: "Réessayer", run: retry });
  });

  function retry() {
    if (map.hasLayer(tiles)) tiles.redraw();
    start();
  }

  function stop() {
    removeEventListener("online", retry);
    tiles.off().remove();
    notices.clear(id);
  }

  addEventListener("online", retry);
  start();
  return { stop };
}
