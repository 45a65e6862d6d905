// Zoom and "where am I", in French and in reach; one world, which does not repeat.
const MESSAGES = {
  1: "Votre navigateur n’a pas autorisé la localisation.",
  2: "Votre position est introuvable pour le moment.",
  3: "Votre position met trop de temps à venir.",
};
const NEAR = 16;
const CLOSE = 10;
const LEAST = 3;
const TILE = 256; // px of the world at zoom 0
const ID = "locate";

export function controls(app) {
  const { map, notices } = app;
  map.zoomControl?.remove();
  map.attributionControl.setPosition("bottomright");
  oneWorld(map);
  zoom(app);
  const isFar = () => map.getContainer().parentElement.toggleAttribute("data-far", map.getZoom() < CLOSE);
  map.on("zoomend", isFar);
  isFar();
  const me = L.layerGroup().addTo(map);

  app.find("locate").addEventListener("click", () => {
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

// At its limit a button stays where it is and keeps the focus: it only says that it does nothing.
function zoom({ map, find }) {
  const [closer, farther] = [find("zoom-in"), find("zoom-out")];
  const settle = () => {
    closer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  closer.addEventListener("click", () => map.zoomIn());
  farther.addEventListener("click", () => map.zoomOut());
  map.on("zoomend zoomlevelschange", settle);
  settle();
}

// However wide the screen, one never sees beyond 180°: no box crosses the antimeridian.
function oneWorld(map) {
  map.options.maxBoundsViscosity = 1;
  const settle = () => map.setMinZoom(Math.max(LEAST, Math.ceil(Math.log2(map.getSize().x / TILE))));
  map.on("resize", settle);
  settle();
}
