// The chosen territory: its limit, and all the rest dimmed, under the markers and over plan, photo
// and outlines alike. Without a choice the reader's own stands out too, more quietly.
import { where } from "map/state";

const PANE = "mask";
const WORLD = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]];

export function mask(app, outlines) {
  const { map } = app;
  const pane = map.createPane(PANE);
  pane.style.zIndex = 340;
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: PANE, padding: 0.5 });
  let shown = null;
  let limits = [];

  async function show() {
    limits = (await outlines.outline(where().outlined)) ?? limits;
    dim(limits, where().chosen ? "map-mask" : "map-mask map-mask--own");
  }

  // An even-odd fill: the territory is a hole in the world, an enclave in it is dimmed again.
  function dim(collections, className) {
    shown?.remove();
    const rings = collections.flatMap(({ features }) => features).flatMap(({ geometry }) => geometry.coordinates.flat());
    const geometry = { type: "Polygon", coordinates: [WORLD, ...rings] };
    shown = rings.length ? L.geoJSON(geometry, { renderer, pane: PANE, interactive: false, className }).addTo(map) : null;
  }

  app.on("filtered", show);
  return show;
}
