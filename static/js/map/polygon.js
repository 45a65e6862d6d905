// The drawn area that filters: in the address, on the map, redrawn or taken away.
import { areaWords } from "map/measure";

const NAME = "polygone";
const DIGITS = 5; // of a degree: 1 m
const DRAWN = "drawn";

export function drawnArea(app, { sketch, room }) {
  const { map, page } = app;
  const pane = map.createPane(DRAWN);
  pane.style.zIndex = 360; // over the limits, under the markers
  pane.style.pointerEvents = "none";
  const renderer = L.svg({ pane: DRAWN, padding: 0.5 });
  const shapes = ["drawn-casing", "drawn-line"].map((className) => L.polygon([], { renderer, pane: DRAWN, interactive: false, className }));

  function show() {
    const ring = ringOf(app.query);
    shapes.forEach((shape) => (ring.length ? shape.setLatLngs(ring).addTo(map) : shape.remove()));
    for (const button of page.querySelectorAll("[data-draw-remove]")) button.hidden = ring.length === 0;
    for (const words of page.querySelectorAll("[data-draw-words]")) words.textContent = ring.length ? "Redessiner la zone du filtre" : "Filtrer par une zone dessinée";
  }

  function draw() {
    if (room.isOverlaid()) room.showFilters(false); // the panel that it was asked in
    sketch.start({ shape: "ring", words: "Dessiner la zone où chercher.", say: areaWords, onEnd: use, digits: DIGITS });
  }

  function use(corners) {
    sketch.stop();
    map.getContainer().focus({ preventScroll: true });
    app.filterBy(NAME, written(corners));
  }

  page.addEventListener("click", (event) => {
    const { draw: what } = event.target.closest("[data-draw]")?.dataset ?? {};
    if (what === NAME) draw();
    else if (event.target.closest("[data-draw-remove]")) app.filterBy(NAME, "");
  });
  app.on("filtered", show);
  show();

  return { draw, use };
}

const written = (corners) => corners.map(({ lat, lng }) => `${lng.toFixed(DIGITS)},${lat.toFixed(DIGITS)}`).join(";");

// What cannot be read is for the server to refuse in words.
function ringOf(query) {
  const text = new URLSearchParams(query).get(NAME) ?? "";
  const ring = text.split(";").map((pair) => pair.split(",").map(Number)).map(([lng, lat]) => ({ lat, lng }));
  return ring.length > 2 && ring.every(({ lat, lng }) => Number.isFinite(lat) && Number.isFinite(lng)) ? ring : [];
}
