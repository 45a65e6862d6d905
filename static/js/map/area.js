// The sites of a drawn area, for whoever hears "area": { ring, sites } of what is loaded.
import { holds } from "map/geometry";
import { areaWords } from "map/measure";
import { plural } from "map/words";

const DIGITS = 5;
const WORDS = "Choisir les sites d’une zone.";

export function areaChoice(app, { sketch, bar, polygon }) {
  const { map } = app;
  let loaded = { kind: "points", all: [] };
  let waiting = null; // corners of an area that is not loaded yet

  app.on("features", (features) => {
    loaded = features;
    if (waiting) choose(waiting);
  });

  function close() {
    waiting = null;
    sketch.stop();
    map.getContainer().focus({ preventScroll: true });
  }

  // What lies out of the view was perhaps not asked for: the view goes to the area first.
  function onEnd(corners) {
    const box = L.latLngBounds(corners);
    if (map.getBounds().contains(box)) return choose(corners);
    waiting = corners;
    app.fit([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
  }

  function choose(corners) {
    waiting = null;
    if (loaded.kind !== "points" || loaded.partial) return refuse(corners);
    const inside = loaded.all.filter(({ geometry }) => holds(corners, placeOf(geometry)));
    const sites = inside.map(({ properties: { reference, people } }) => ({ reference, people }));
    bar.show(WORDS, [{ label: "Autre zone", run: start }, { label: "Fermer", run: close, main: true }], { onDismiss: close, focus: true });
    bar.say(sites.length ? `${plural(sites.length, "site")} dans la zone.` : "Aucun site dans la zone.");
    app.tell("area", { ring: corners, sites });
  }

  function refuse(corners) {
    const filter = { label: "Filtrer par cette zone", run: () => polygon.use(corners), main: true };
    bar.show(WORDS, [filter, { label: "Fermer", run: close }], { onDismiss: close, focus: true });
    bar.say("Les sites sont groupés à cette échelle : rapprochez-vous pour les choisir un à un, ou filtrez par cette zone.");
  }

  function start() {
    sketch.start({ shape: "ring", words: WORDS, say: areaWords, onEnd, onCancel: close, digits: DIGITS });
  }

  return start;
}

const placeOf = ({ coordinates: [lng, lat] }) => ({ lat, lng });
