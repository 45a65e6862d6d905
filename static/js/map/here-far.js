// Far off, the ground is departments: hover and focus say which, a click filters by it.
import { where } from "map/state";

const HOVERS = matchMedia("(hover: hover)");

export function ground(app, { outlines, isFar, isFree }) {
  const { map } = app;
  const container = map.getContainer();
  const spoken = app.find("here-words");
  const name = L.tooltip({ className: "map-departement", direction: "top", offset: [0, -6], opacity: 1 });
  let frame = 0;

  // One that is chosen already, or is all that the reader has, is no answer.
  function at(place) {
    const found = isFar() && isFree() ? outlines.departementAt(place) : null;
    return found && !where().outlined.includes(found.slug) ? found : null;
  }

  function show(place) {
    const found = at(place);
    if (!found) return hide();
    name.setContent(found.name).setLatLng(place).addTo(map);
    return found;
  }

  function hide() {
    cancelAnimationFrame(frame);
    name.remove();
    container.classList.remove("is-over-departement");
  }

  function sayMiddle() {
    if (!container.matches(":focus-visible")) return;
    const found = show(map.getCenter());
    spoken.textContent = found ? `${found.name} : Entrée pour ne voir que ce département.` : "";
  }

  map.on("mousemove", ({ latlng, originalEvent }) => {
    if (!HOVERS.matches) return;
    cancelAnimationFrame(frame);
    const isGround = !originalEvent.target.closest(".leaflet-marker-pane, .leaflet-popup-pane");
    frame = requestAnimationFrame(() => {
      container.classList.toggle("is-over-departement", Boolean(isGround ? show(latlng) : hide()));
    });
  });
  container.addEventListener("mouseover", ({ target }) => target.closest(".leaflet-marker-pane") && hide());
  map.on("mouseout zoomstart dragstart", hide);
  map.on("moveend", sayMiddle);
  container.addEventListener("focus", sayMiddle);
  container.addEventListener("blur", hide);

  return {
    // Whether there was a department to filter by.
    choose(place) {
      const found = at(place);
      hide();
      if (found) app.filterBy("dans", found.slug);
      return Boolean(found);
    },
  };
}
