// All but the chosen territory, dimmed: under the markers, over plan, photo and outlines alike.
const PANE = "mask";
const WORLD = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]];

export function mask(map) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = 340;
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: PANE, padding: 0.5 });
  let shown = null;

  // An even-odd fill: the territory is a hole in the world, an enclave in it is dimmed again.
  return function dim(collections) {
    shown?.remove();
    shown = null;
    const rings = collections.flatMap(({ features }) => features).flatMap(({ geometry }) => geometry.coordinates.flat());
    if (rings.length === 0) return;
    const geometry = { type: "Polygon", coordinates: [WORLD, ...rings] };
    shown = L.geoJSON(geometry, { renderer, pane: PANE, interactive: false, className: "map-mask" }).addTo(map);
  };
}
