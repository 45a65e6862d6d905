// What is chosen in the header's search box is shown on the map rather than on a page of its own.
export function searching({ openSite, filterTerritory, goTo }) {
  const show = {
    site: ({ reference }) => openSite(reference),
    territory: ({ slug }) => filterTerritory(slug),
    coordinates: goTo,
    address: goTo,
  };
  document.addEventListener("search:chosen", (event) => {
    if (!show[event.detail.kind]) return;
    event.preventDefault();
    show[event.detail.kind](event.detail);
  });
}

// Moves to a place ({ lat, lng, zoom, label, detail }) and marks it with a pin, one at a time.
export function pinOn({ map, goTo, settings }) {
  let pin = null;

  const remove = () => {
    pin.remove();
    map.getContainer().focus({ preventScroll: true });
  };

  return (place) => {
    pin?.remove();
    const icon = L.divIcon({ className: "search-pin", iconSize: [28, 34], iconAnchor: [14, 34], popupAnchor: [0, -34] });
    pin = L.marker([place.lat, place.lng], { icon, title: place.label, alt: place.label, riseOnHover: true });
    pin.bindPopup(card(place, settings.urls.report, remove), { closeButton: false, autoPan: false, className: "search-place" });
    pin.addTo(map);
    goTo([place.lat, place.lng], Math.max(place.zoom, map.getZoom()));
    pin.openPopup();
    pin.getElement().focus({ preventScroll: true });
  };
}

function card({ lat, lng, label, detail }, report, remove) {
  const root = Object.assign(document.createElement("div"), { className: "search-place__card" });
  const make = (tag, words, more) => root.appendChild(Object.assign(document.createElement(tag), { textContent: words, ...more }));
  make("p", label, { className: "search-place__label" });
  make("p", detail, { className: "search-place__detail" });
  make("a", "Signaler un site ici", { href: `${report}?position=${lat},${lng}`, className: "fr-link fr-link--sm" });
  make("button", "Retirer le repère", { type: "button", className: "fr-link fr-link--sm", onclick: remove });
  return root;
}
