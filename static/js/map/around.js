// Sites around a point: the circle in force, and the way to put it somewhere.
const NAME = "autour";
const DIGITS = 5;

export function around(app) {
  const { map } = app;
  const pane = map.createPane("around");
  pane.style.zIndex = 360;
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: "around", padding: 0.5 });
  const look = (className) => ({ renderer, pane: "around", interactive: false, className });
  const shown = L.layerGroup().addTo(map);

  function show() {
    const [lat, lng, metres] = (new URLSearchParams(app.query).get(NAME) ?? "").split(",").map(Number);
    shown.clearLayers();
    if (!(Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && metres > 0)) return; // the server says why
    for (const name of ["drawn-casing", "drawn-line"]) shown.addLayer(L.circle([lat, lng], { ...look(name), radius: metres }));
    shown.addLayer(L.circleMarker([lat, lng], { ...look("drawn-middle"), radius: 4 }));
  }

  // The view holds the circle that one has just asked for.
  async function filterAround({ lat, lng }, metres) {
    await app.filterBy(NAME, `${lat.toFixed(DIGITS)},${lng.toFixed(DIGITS)},${metres}`);
    const box = L.latLng(lat, lng).toBounds(2 * metres);
    if (!map.getBounds().contains(box)) app.fit([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
  }

  app.on("filtered", show);
  show();

  return filterAround;
}
