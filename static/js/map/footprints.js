// What the sites in view occupy, from near: under the markers, and never in the way of a click.
const FROM = 14;
const PANE = "footprints";
const DIGITS = 4;

export function footprints(app) {
  const { map, settings } = app;
  const pane = map.createPane(PANE);
  pane.style.zIndex = 370; // over the limits and the drawn area, under the markers
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: PANE, padding: 0.5 });
  const layer = L.geoJSON(null, { renderer, pane: PANE, interactive: false, style: { className: "map-footprint" } });
  let asking = null;

  async function refresh() {
    asking?.abort();
    if (map.getZoom() < FROM) return layer.remove();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(address(), { signal, headers: { Accept: "application/geo+json" } });
      if (!response.ok || response.redirected) return; // the layer of sites says what is wrong
      const found = await response.json();
      if (!signal.aborted) layer.clearLayers().addData(found).addTo(map);
    } catch {
      // Given up for a newer view, or no network: those that are there stay
    }
  }

  function address() {
    const box = map.getBounds().pad(0.2);
    const corners = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((one) => one.toFixed(DIGITS));
    return `${settings.urls.footprints}?${app.query ? `${app.query}&` : ""}bbox=${corners.join(",")}`;
  }

  map.on("moveend", refresh);
  app.on("filtered", refresh);
  refresh();
  return { refresh };
}
