// The sites on the map: one focusable marker each, or circles on a canvas when there are too many
// (the list is then the way in for the keyboard). A marker that stays keeps its element and focus.
import { siteHint } from "map/hint";
import { diameter, side, symbol } from "map/symbols";
import { daysSince, people } from "map/words";

const MOST_ELEMENTS = 1000;
const LIT = "is-lit";
const OPEN = "is-open";

export function siteMarkers(map, { settings, onOpen, onLight }) {
  const drawn = new Map(); // reference → { layer, key }
  const canvas = L.canvas({ padding: 0.2 });
  const colours = getComputedStyle(document.documentElement);
  const hint = siteHint(map);
  let opened = "";
  let crowded = false;
  let shown = null;

  function show(features) {
    if (features === shown) return;
    shown = features;
    if (features.length > MOST_ELEMENTS !== crowded) clear();
    crowded = features.length > MOST_ELEMENTS;
    const gone = new Set(drawn.keys());
    for (const feature of features) {
      const { reference } = feature.properties;
      const key = JSON.stringify(feature);
      gone.delete(reference);
      if (drawn.get(reference)?.key === key) continue;
      drawn.get(reference)?.layer.remove();
      drawn.set(reference, { key, layer: draw(feature) });
    }
    gone.forEach(forget);
    mark(opened, OPEN, true);
  }

  function draw({ geometry, properties }) {
    const [lng, lat] = geometry.coordinates;
    const stale = settings.active.includes(properties.status) && daysSince(properties.updated_on) >= settings.staleDays;
    const site = { ...properties, stale };
    const layer = crowded ? circle([lat, lng], site) : marker([lat, lng], site);
    layer.on("click", () => onOpen(site.reference));
    layer.on("mouseover", () => point(layer, site));
    layer.on("mouseout", () => leave(site));
    return layer.addTo(map);
  }

  function marker(place, site) {
    const width = side(site.people);
    const html = symbol({ ...site, precision: site.location_precision });
    const icon = L.divIcon({ className: "site-marker", html, iconSize: [width, width] });
    const made = L.marker(place, { icon, riseOnHover: true });
    made.on("add", () => {
      const element = made.getElement();
      element.dataset.reference = site.reference;
      element.setAttribute("aria-label", accessibleName(site));
      element.addEventListener("focus", () => point(made, site));
      element.addEventListener("blur", () => leave(site));
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen(site.reference);
      });
    });
    return made;
  }

  function point(layer, site) {
    onLight(site.reference, true);
    hint.show(layer.getLatLng(), site.title, accessibleName(site));
  }

  function leave(site) {
    onLight(site.reference, false);
    hint.hide();
  }

  const circle = (place, site) =>
    L.circleMarker(place, {
      renderer: canvas,
      bubblingMouseEvents: false, // a click on a site is none on the ground
      radius: diameter(site.people) / 2 - 1,
      weight: 2,
      color: "#fff",
      fillColor: colours.getPropertyValue(`--status-${site.status}`).trim(),
      fillOpacity: 1,
    });

  function accessibleName(site) {
    const words = [site.reference, site.commune_name, people(site.people), settings.statuses[site.status].toLowerCase()];
    if (site.stale) words.push(`pas d’actualisation depuis ${settings.staleDays} jours`);
    if (site.location_precision !== "position") {
      words.push(`position approchée : ${settings.precisions[site.location_precision].toLowerCase()}`);
    }
    return words.join(", ");
  }

  function mark(reference, name, on) {
    const layer = drawn.get(reference)?.layer;
    layer?.getElement?.()?.classList.toggle(name, on);
    layer?.setZIndexOffset?.(on ? 1000 : 0);
  }

  function forget(reference) {
    drawn.get(reference).layer.remove();
    drawn.delete(reference);
  }

  const clear = () => [...drawn.keys()].forEach(forget);

  return {
    show,
    light: (reference, on) => mark(reference, LIT, on),
    open(reference) {
      mark(opened, OPEN, false);
      opened = reference;
      mark(opened, OPEN, true);
    },
    place: (reference) => drawn.get(reference)?.layer.getLatLng() ?? null,
    element: (reference) => (crowded ? null : (drawn.get(reference)?.layer.getElement() ?? null)),
  };
}
