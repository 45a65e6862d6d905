// The small card of a place: its name, what to filter by, its coordinates to copy.
const DISTANCES = [1, 2, 5, 10]; // km
const FILTERS = ["commune", "departement"];
const AWAY = "Le lieu n’a pas pu être nommé : vérifiez votre connexion.";
const NO_PARCEL = "Numéro de parcelle indisponible";

export function card(app, { close, report, filterAround }) {
  const element = make("section", "here");
  element.setAttribute("role", "dialog");
  const title = Object.assign(make("h2", "here__title"), { tabIndex: -1, id: "ici" });
  const closing = action("Fermer", "here__close", () => close());
  const body = make("div", "here__body");
  const parcelLine = make("p", "here__line");
  let place = null;
  element.setAttribute("aria-labelledby", title.id);
  L.DomEvent.disableClickPropagation(element);

  function start(latlng) {
    place = latlng;
    title.textContent = "Ce lieu";
    parcelLine.replaceChildren();
    element.replaceChildren(title, closing, body);
    body.replaceChildren(make("p", "here__words", "Recherche du lieu…"));
  }

  function show(found) {
    const { territories = [], words = AWAY, coordinates = {} } = found ?? {};
    const [nearest] = territories;
    title.textContent = nearest ? nameOf(nearest, territories) : "Ce lieu";
    const only = territories.filter(({ level }) => FILTERS.includes(level));
    const isPlace = Boolean(nearest) || !found;
    body.replaceChildren(
      ...(words ? [make("p", "here__words", words)] : []),
      ...only.map((one) => action(`Voir seulement ${one.words}`, "here__action", () => leave(() => app.filterBy("dans", one.slug)))),
      ...(isPlace ? [distances(), action("Signaler un site ici", "here__action", () => report.go(place))] : []),
      line("WGS84", coordinates.wgs84 ?? written(place)),
      ...(coordinates.local ? [line(...localOf(coordinates.local))] : []),
      parcelLine,
    );
  }

  function distances() {
    const group = make("div", "here__around");
    group.setAttribute("role", "group");
    const label = Object.assign(make("span", "here__label", "Sites à moins de…"), { id: "ici-distances" });
    group.setAttribute("aria-labelledby", label.id);
    group.append(label, ...DISTANCES.map((km) => action(`${km} km`, "here__distance", () => leave(() => filterAround(place, km * 1000)))));
    return group;
  }

  function leave(run) {
    close();
    run();
  }

  // Apart: it comes from the IGN, later or not at all.
  function parcel(found) {
    const { number, id, words } = found ?? { words: NO_PARCEL };
    parcelLine.replaceChildren(...(number ? line(`Parcelle ${number}`, id).childNodes : [words]));
  }

  return { element, start, show, parcel, focus: () => title.focus({ preventScroll: true }) };
}

function nameOf({ name }, territories) {
  const departement = territories.find(({ level }) => level === "departement");
  return departement && departement.name !== name ? `${name} (${departement.slug.split("-")[1].toUpperCase()})` : name;
}

const written = ({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`;

// "846752.8 6512578.2 (Lambert-93)": the projection's name, then what one copies.
function localOf(text) {
  const [, numbers, name] = /^(.*) \((.*)\)$/.exec(text);
  return [name, numbers];
}

function line(label, text) {
  const made = make("p", "here__line");
  const copy = action("Copier", "copy", () => {});
  copy.dataset.copy = text;
  copy.append(make("span", "fr-sr-only", ` : ${label}`));
  made.append(make("span", "here__label", label), " ", make("span", "here__value", text), " ", copy);
  return made;
}

function make(tag, className, textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}

function action(words, className, run) {
  const made = Object.assign(make("button", className, words), { type: "button" });
  made.addEventListener("click", run);
  return made;
}
