// What a sketch looks like: a line that stands on plan and photo alike, its corners, the side to come.
const PANE = "sketch";

export function pen(map) {
  const pane = map.createPane(PANE);
  pane.style.zIndex = 620; // over the markers
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: PANE, padding: 0.5 });
  const look = (className) => ({ renderer, pane: PANE, interactive: false, className });
  const inside = L.polygon([], look("sketch-inside"));
  const lines = ["sketch-casing", "sketch-line"].map((name) => L.polyline([], look(name)));
  const next = ["sketch-casing", "sketch-next"].map((name) => L.polyline([], look(name)));
  const corners = L.layerGroup();
  const all = L.layerGroup([inside, ...lines, ...next, corners]);

  return {
    show(points, shape) {
      all.addTo(map);
      const path = shape === "ring" && points.length > 2 ? [...points, points[0]] : points;
      inside.setLatLngs(shape === "ring" ? points : []);
      lines.forEach((line) => line.setLatLngs(shape === "ring" ? path : points));
      corners.clearLayers();
      points.forEach((point) => corners.addLayer(L.circleMarker(point, { ...look("sketch-corner"), radius: 5 })));
      next.forEach((line) => line.setLatLngs([]));
    },
    // The side to come, from the last corner to a place; a wrong one is shown as such.
    reach(points, place, isWrong) {
      next.forEach((line) => line.setLatLngs(place && points.length ? [points.at(-1), place] : []));
      next[1].getElement()?.classList.toggle("is-wrong", Boolean(isWrong));
    },
    clear: () => all.remove(),
  };
}
