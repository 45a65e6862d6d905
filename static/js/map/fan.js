// A stack of symbols put apart, each with a leg to where it truly stands.
import { apart } from "map/overlaps";

export function fan(map) {
  const pane = map.createPane("legs");
  pane.style.zIndex = 590;
  pane.style.pointerEvents = "none";
  const legs = L.layerGroup().addTo(map);
  let places = new Map(); // id → where it is shown

  function unfold(stack) {
    const middle = map.latLngToLayerPoint(stack[0].place);
    const offsets = apart(stack);
    places = new Map(stack.map((item, index) => [item.id, map.layerPointToLatLng(middle.add(offsets[index]))]));
    legs.clearLayers();
    for (const item of stack) {
      const line = [item.place, places.get(item.id)];
      for (const name of ["map-leg map-leg--under", "map-leg"]) {
        L.polyline(line, { pane: "legs", interactive: false, className: name }).addTo(legs);
      }
      L.circleMarker(item.place, { pane: "legs", radius: 3, interactive: false, className: "map-foot" }).addTo(legs);
    }
  }

  function fold() {
    places = new Map();
    legs.clearLayers();
  }

  return {
    unfold,
    fold,
    isOpen: () => places.size > 0,
    holds: (id) => places.has(id),
    ids: () => [...places.keys()],
    placeOf: ({ id, place }) => places.get(id) ?? place,
  };
}
