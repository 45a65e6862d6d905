// A place of the ground, chosen by click, long press, right click or Enter in the middle of the map:
// what lies there, and what one can do from there. Far off, the department itself is the answer.
import { ground as far } from "map/here-far";
import { card } from "map/here-card";

const NEAR = 9; // the zoom from which a place means a commune
const PAUSE = 250; // ms in which a second click makes it a double one

export function here(app, { outlines, room, report, filterAround, hasParcels }) {
  const { map, page, settings } = app;
  const container = map.getContainer();
  const content = card(app, { close, report, filterAround });
  const popup = L.popup({ className: "map-here", closeButton: false, minWidth: 296, maxWidth: 320, autoPan: false, keepInView: false });
  const departements = far(app, { outlines, isFar, isFree });
  let timer = 0;
  let wasOpen = false;
  let asking = null;

  async function open(place, { focus = true } = {}) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    content.start(place);
    popup.setLatLng(place).setContent(content.element).openOn(map);
    makeRoom();
    if (focus) content.focus();
    ask("", place, signal).then((found) => !signal.aborted && fill(content.show, found));
    if (hasParcels()) ask("&parcelle=oui", place, signal).then((found) => !signal.aborted && fill(content.parcel, found));
  }

  function fill(show, found) {
    const focused = content.element.contains(document.activeElement);
    show(found);
    popup.update(); // takes the content out and puts it back
    makeRoom();
    if (focused) content.focus();
  }

  // null when nobody answers.
  async function ask(more, { lat, lng }, signal) {
    const address = `${settings.urls.here}?position=${lat.toFixed(6)},${lng.toFixed(6)}${more}`;
    try {
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      return response.ok && !response.redirected ? await response.json() : null;
    } catch {
      return null;
    }
  }

  // The whole card stands in what the panels and the buttons leave of the map.
  function makeRoom() {
    const frame = container.getBoundingClientRect();
    const { min, max } = free(frame);
    const box = popup.getElement().getBoundingClientRect();
    const [left, right] = [box.left - frame.left - 8 - min.x, box.right - frame.left + 8 - max.x];
    const [top, bottom] = [box.top - frame.top - 8 - min.y, box.bottom - frame.top + 8 - max.y];
    const by = [left < 0 ? left : Math.max(0, right), top < 0 ? top : Math.max(0, bottom)];
    if (by.some(Boolean)) map.panBy(by, { animate: false });
  }

  // On a phone the buttons are a column at the right, else a row at the bottom.
  function free(frame) {
    const { min, max } = room.visible();
    const buttons = page.querySelector(".map-controls").getBoundingClientRect();
    const isColumn = buttons.height > buttons.width;
    const end = isColumn ? [buttons.left - frame.left, max.y] : [max.x, buttons.top - frame.top];
    return L.bounds(min, end);
  }

  function close({ focus = true } = {}) {
    asking?.abort();
    if (!map.hasLayer(popup)) return;
    map.closePopup(popup);
    if (focus) container.focus({ preventScroll: true });
  }

  function isFree() {
    return !("placing" in page.dataset) && !("sketching" in page.dataset);
  }

  function isFar() {
    return map.getZoom() < NEAR;
  }

  function choose(place) {
    if (!isFar() || !departements.choose(place)) open(place);
  }

  // From the filters, the middle of the map; how far is asked on the card.
  page.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-around]")) return;
    if (room.isOverlaid()) room.showFilters(false);
    open(map.getCenter());
  });
  map.on("preclick", () => {
    wasOpen = map.hasLayer(popup);
  });
  map.on("click", ({ latlng }) => {
    clearTimeout(timer);
    if (isFree() && !wasOpen) timer = setTimeout(() => choose(latlng), PAUSE);
  });
  map.on("dblclick", () => clearTimeout(timer));
  map.on("contextmenu", ({ latlng }) => isFree() && open(latlng));
  container.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && map.hasLayer(popup)) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key === "Enter" && event.target === container && isFree()) {
      event.preventDefault();
      choose(map.getCenter());
    }
  });
}
