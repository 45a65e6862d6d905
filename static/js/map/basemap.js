// Plan IGN over our own outlines: when it cannot be reached, it goes, and the outlines remain.
const ENOUGH_FAILURES = 4;
const AWAY = "basemap";

export function basemap(map, { url, credit, deepest }, notices, onAway = () => {}) {
  const tiles = L.tileLayer(url, { maxZoom: deepest, attribution: credit });
  let failures = 0;
  let reached = false;

  function start() {
    failures = 0;
    reached = false;
    notices.clear(AWAY);
    tiles.addTo(map);
  }

  tiles.on("tileload", () => {
    reached = true;
    failures = 0;
    notices.clear(AWAY);
  });
  tiles.on("tileerror", () => {
    failures += 1;
    if (failures < ENOUGH_FAILURES) return;
    const words = reached ? "Le fond de carte IGN répond mal." : "Fond de carte IGN indisponible : contours seuls.";
    if (!reached) tiles.remove();
    onAway();
    notices.show(AWAY, words, { label: "Réessayer", run: retry });
  });

  function retry() {
    if (map.hasLayer(tiles)) tiles.redraw();
    start();
  }

  addEventListener("online", retry);
  start();
}
