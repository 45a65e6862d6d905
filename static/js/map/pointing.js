// A mouse or a finger on the symbols of the canvas, which has no elements to listen to.
const OTHERS = ".leaflet-control, .leaflet-marker-icon, .leaflet-popup, .leaflet-interactive";
const AIMING = "[data-placing], [data-sketching]"; // then a click means the ground

export function pointing(map, { at, onActivate, onPoint, onLeave }) {
  const container = map.getContainer();
  let over = null;

  function hover(item) {
    if (item?.id === over?.id) return;
    if (over) onLeave(over);
    over = item;
    if (over) onPoint(over);
    container.classList.toggle("is-over-site", Boolean(over));
  }

  map.on("mousemove", ({ layerPoint, originalEvent }) => {
    const free = !map.dragging.moving() && !originalEvent.target.closest(OTHERS) && !container.closest(AIMING);
    hover(free ? at(layerPoint) : null);
  });
  map.on("mouseout dragstart zoomstart", () => hover(null));

  // Before Leaflet hears it: what is under the symbol was not clicked.
  container.addEventListener("click", (event) => {
    if (event.target.closest(OTHERS) || container.closest(AIMING) || map.dragging.moved()) return;
    const item = at(map.mouseEventToLayerPoint(event), { coarse: event.pointerType === "touch" });
    if (!item) return;
    event.stopPropagation();
    hover(null);
    onActivate(item);
  }, { capture: true });
}
