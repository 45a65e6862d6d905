// The footprint of a site: drawn on the map or pasted in the field, which alone is sent.
import { basemap } from "map/basemap";
import { ground } from "map/ground";
import { named } from "map/named";
import { areaWords } from "map/measure";
import { sketching } from "map/sketch";
import { sketchBar } from "map/sketch-bar";
import "map/still";
import { shapeOf, written } from "./shapes.js";

const CLOSE = 18;
const DIGITS = 6;
const WORDS = "Dessiner l’emprise.";
const NOTHING = "Aucune emprise n’est dessinée.";
const UNREAD = "Ce texte sera lu à l’enregistrement.";

const settings = JSON.parse(document.getElementById("footprint-settings").textContent);
const form = document.querySelector("[data-footprint-form]");
const part = (name) => form.querySelector(`[data-${name}]`);

// One line of words under the map; the base map and the parcels say there what fails.
const notices = (element) => ({
  show: (_id, words) => Object.assign(element, { textContent: words, hidden: false }),
  clear: () => Object.assign(element, { textContent: "", hidden: true }),
});

function start(map) {
  const field = part("footprint");
  const size = part("footprint-size");
  const undo = part("footprint-undo");
  const said = notices(part("footprint-notice"));
  const page = part("sketch-page");
  const bar = sketchBar(part("tool"));
  const sketch = sketching({ map, page }, bar);
  const shape = L.geoJSON(null, { interactive: false, style: { className: "footprint-shape" } }).addTo(map);
  let former = "";

  named(map, "Carte : emprise du site");
  map.zoomControl.setPosition("bottomright"); // the bar stands at the top
  ground(map, settings).start(settings.around);
  grounds(map, said);
  L.circle(settings.place, { radius: settings.farthest, interactive: false, className: "footprint-reach" }).addTo(map);
  L.circleMarker(settings.place, { radius: 6, interactive: false, className: "footprint-place" }).addTo(map);

  function show() {
    const read = shapeOf(field.value);
    shape.clearLayers();
    if (read) shape.addData(read.geojson);
    size.textContent = read ? read.rings.map(areaWords).join(" · ") : field.value.trim() ? UNREAD : NOTHING;
    part("footprint-clear").disabled = !field.value.trim();
    return read;
  }

  function write(text) {
    sketch.stop();
    former = field.value;
    undo.hidden = !former.trim();
    field.value = text;
    show();
  }

  function draw() {
    sketch.start({ shape: "ring", words: WORDS, say: areaWords, onEnd, onCancel: show, digits: DIGITS });
    bringBack();
  }

  function onEnd(corners) {
    write(written(corners));
    part("footprint-draw").focus({ preventScroll: true });
  }

  // What one draws in, and what the bar says of it, in sight
  function bringBack() {
    page.scrollIntoView({ block: "nearest" });
  }

  part("footprint-draw").addEventListener("click", draw);
  part("footprint-clear").addEventListener("click", () => write(""));
  undo.addEventListener("click", () => write(former));
  field.addEventListener("input", () => {
    sketch.stop(); // one or the other is sent
    show();
  });
  form.addEventListener("submit", (event) => {
    if (sketch.finish()) return;
    event.preventDefault();
    map.getContainer().focus({ preventScroll: true });
    bringBack();
  });
  part("footprint-tools").hidden = false;
  parcels(map);
  map.setView(settings.place, CLOSE, { animate: false });
  if (show()) map.fitBounds(shape.getBounds().extend(settings.place).pad(0.3), { animate: false, maxZoom: CLOSE });
  form.dataset.ready = "";
}

function grounds(map, said) {
  const choice = part("footprint-ground");
  let shown = [];
  for (const [name, { label }] of Object.entries(settings.grounds)) choice.append(new Option(label, name));
  function show() {
    shown.forEach((layer) => layer.stop());
    shown = settings.grounds[choice.value].tiles.map((tiles, index) => basemap(map, tiles, said, { id: `basemap-${index}` }));
  }
  choice.addEventListener("change", show);
  show();
}

// The cadastre's own number of the parcel in the middle of the map, when the service answers.
function parcels(map) {
  const root = part("parcel-here");
  const button = root.querySelector("[data-parcel-url]");
  const words = root.querySelector("[data-parcel-said]");
  const field = part("parcels");
  root.hidden = false;
  button.addEventListener("click", async () => {
    const { lat, lng } = map.getCenter();
    words.textContent = "Recherche de la parcelle…";
    try {
      const answer = await fetch(`${button.dataset.parcelUrl}?position=${lat.toFixed(6)},${lng.toFixed(6)}&parcelle=oui`);
      const found = answer.ok ? await answer.json() : { words: "Numéro de parcelle indisponible" };
      words.textContent = found.id ? add(field, found) : `${found.words.replace(/\.$/, "")}.`;
    } catch {
      words.textContent = "Numéro de parcelle indisponible sans réseau : écrivez-le.";
    }
  });
}

function add(field, { id, number }) {
  const known = field.value.split(/[\s,;]+/).filter(Boolean);
  if (known.includes(id)) return `La parcelle ${number} est déjà dans la liste.`;
  field.value = [...known, id].join("\n");
  return `Parcelle ${number} ajoutée.`;
}

addEventListener("map:init", ({ detail }) => start(detail.map), { once: true });
