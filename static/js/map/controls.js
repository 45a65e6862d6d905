// Zoom and "where am I", in French and in reach.
const MESSAGES = {
  1: "Votre navigateur n’a pas autorisé la localisation.",
  2: "Votre position est introuvable pour le moment.",
  3: "Votre position met trop de temps à venir.",
};
const NEAR = 16;
const CLOSE = 10;
const ID = "locate";

export function controls(map, notices) {
  map.zoomControl?.remove();
  map.attributionControl.setPosition("bottomright");
  L.control.zoom({ position: "bottomright", zoomInTitle: "Zoom avant", zoomOutTitle: "Zoom arrière" }).addTo(map);
  const button = addButton(map, "Me localiser", "map-locate");
  const isFar = () => map.getContainer().parentElement.toggleAttribute("data-far", map.getZoom() < CLOSE);
  map.on("zoomend", isFar);
  isFar();
  const me = L.layerGroup().addTo(map);

  button.addEventListener("click", () => {
    notices.show(ID, "Recherche de votre position…");
    map.locate({ setView: true, maxZoom: NEAR, enableHighAccuracy: true, timeout: 15000 });
  });
  map.on("locationfound", ({ latlng, accuracy }) => {
    notices.clear(ID);
    me.clearLayers();
    L.circle(latlng, { radius: accuracy, className: "map-me-around", interactive: false }).addTo(me);
    L.circleMarker(latlng, { radius: 7, className: "map-me", interactive: false }).addTo(me);
  });
  map.on("locationerror", ({ code }) => notices.show(ID, MESSAGES[code] ?? MESSAGES[2], close(notices)));
}

const close = (notices) => ({ label: "Fermer", run: () => notices.clear(ID) });

function addButton(map, title, name) {
  const button = L.DomUtil.create("a", name);
  button.href = "#";
  button.title = title;
  button.setAttribute("role", "button");
  button.setAttribute("aria-label", title);
  const Bar = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      const bar = L.DomUtil.create("div", "leaflet-bar leaflet-control");
      bar.append(button);
      L.DomEvent.disableClickPropagation(bar).on(button, "click", L.DomEvent.preventDefault);
      return bar;
    },
  });
  new Bar().addTo(map);
  return button;
}
