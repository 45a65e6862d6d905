// The small map of a site's page: where it is, and nothing that takes the page's scrolling.
import { basemap } from "map/basemap";
import { ground } from "map/ground";
import { named } from "map/named";
import { notices } from "map/notices";
import "map/still";
import { isHollow, side, symbol } from "map/symbols";

const NEAR = 14;
const NEAREST = 17;

addEventListener("map:init", ({ detail: { map } }) => {
  const settings = JSON.parse(document.getElementById("small-map").textContent);
  named(map, "Carte du lieu");
  const silent = notices(document.createElement("div"));
  const width = side(settings.people);
  const html = symbol({ ...settings, look: settings.status, hollow: isHollow(settings.status), stale: false });
  map.scrollWheelZoom.disable();
  map.zoomControl?.remove();
  L.control.zoom({ position: "bottomright", zoomInTitle: "Zoom avant", zoomOutTitle: "Zoom arrière" }).addTo(map);
  map.setView(settings.place, NEAR, { animate: false });
  const icon = L.divIcon({ className: "site-marker", html, iconSize: [width, width] });
  outlined(map, settings);
  L.marker(settings.place, { icon, interactive: false, keyboard: false }).addTo(map);
  const outlines = ground(map, settings);
  basemap(map, settings.basemap, silent, { onAway: outlines.whole });
  outlines.start(settings.around);
}, { once: true });

// What people occupy, whole in the view, and the point, which may stand off it
function outlined(map, { footprint, place }) {
  if (!footprint) return;
  const shape = L.geoJSON(footprint, { interactive: false, style: { className: "map-footprint" } }).addTo(map);
  map.fitBounds(shape.getBounds().extend(place).pad(0.4), { animate: false, maxZoom: NEAREST });
}
