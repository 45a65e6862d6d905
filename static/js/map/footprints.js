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
  let shown = ""; // the address of what is drawn, or asked for

  async function refresh(force = false) {
    if (map.getZoom() < FROM) return forget();
    const wanted = address();
    if (wanted === shown && force !== true) return;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    shown = wanted;
    try {
      const response = await fetch(wanted, { signal, headers: { Accept: "application/geo+json" } });
      if (!response.ok || response.redirected) return; // the layer of sites says what is wrong
      const found = await response.json();
      if (!signal.aborted) layer.clearLayers().addData(found).addTo(map);
    } catch {
      if (!signal.aborted) shown = ""; // no network: those that are there stay, and are asked again
    }
  }

  function forget() {
    asking?.abort();
    shown = "";
    layer.remove();
  }

  // A map that has no size yet shows nothing: the address is the one of before.
  function address() {
    if (!map.getSize().x || !map.getSize().y) return shown;
    const box = map.getBounds().pad(0.2);
    const corners = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((one) => one.toFixed(DIGITS));
    return `${settings.urls.footprints}?${app.query ? `${app.query}&` : ""}bbox=${corners.join(",")}`;
  }

  map.on("moveend", refresh);
  app.on("filtered", refresh);
  refresh();
  return { refresh };
}
