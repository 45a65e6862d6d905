// The sites layer. Bubbles of regions or departments, and the points of a department, are asked for
// whole: moving asks for nothing more. Where that is too much, a little more than the view.
// A newer question aborts the older one; the former features stay until the new ones are there.
const ROOM = 0.4;
const DIGITS = 3;
const BANDS = [5, 8]; // zooms up to which the server gives regions, departments
const POINTS_FROM = 9;
const VAST = /^(nation|region)-/;
const PAUSES = [2, 5, 15, 30]; // s before it tries again by itself
const PROBLEM = "sites";
const CUT = "truncated";
const NONE = { query: null, extent: null, kind: "points", all: [], partial: true };

export function sitesLayer(app, { colours }) {
  const { map, settings, notices, progress } = app;
  let query = "";
  let known = NONE;
  let asking = null;
  let asked = NONE; // what the question under way will answer
  let timer = 0;
  let failures = 0;
  const crowded = new Set(); // the filters that leave too many points to be asked for whole

  async function refresh(force = false) {
    if (!force && isEnough(known)) return tell();
    if (!force && isEnough(asked)) return; // as when the panels settle round a new map
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const extent = extentOf();
    const more = colours.asks();
    asked = { query, more, extent, partial: false };
    try {
      const found = await progress(ask(asked, signal));
      if (signal.aborted) return;
      asked = NONE;
      known = { query, more, extent, ...read(found) };
      if (known.partial && !extent.box && !crowded.has(query)) return again();
      failures = 0;
      notices.clear(PROBLEM);
      if (found.truncated) notices.show(CUT, "Trop de sites pour cette vue : rapprochez-vous ou filtrez pour les voir tous.");
      else notices.clear(CUT);
      tell();
    } catch (error) {
      if (signal.aborted) return;
      asked = NONE;
      fail(error);
    }
  }

  function again() {
    crowded.add(query);
    return refresh(true);
  }

  // Whether an answer, there or to come, holds all of the view.
  function isEnough(answer) {
    const { zoom, box } = extentOf();
    if (answer.query !== query || answer.more !== colours.asks() || answer.extent?.zoom !== zoom) return false;
    return answer.extent.box ? !answer.partial && answer.extent.box.contains(map.getBounds()) : !box;
  }

  // What a question covers: a box (none: all there is) at a zoom that stands for its like.
  function extentOf() {
    const inside = new URLSearchParams(query).get("dans");
    const small = inside ? !VAST.test(inside) : settings.small;
    const step = BANDS.find((last) => map.getZoom() <= last);
    if (small && !crowded.has(query)) return { zoom: POINTS_FROM, box: null };
    if (!small && step) return { zoom: step, box: null };
    return { zoom: step ?? POINTS_FROM, box: map.getBounds().pad(ROOM) };
  }

  async function ask({ query, more, extent: { zoom, box } }, signal) {
    const parts = [query, more, `zoom=${zoom}`, box && `bbox=${written(box)}`];
    const url = `${settings.urls.sites}?${parts.filter(Boolean).join("&")}`;
    const response = await fetch(url, { signal }); // no header of ours: the page has asked for it already
    if (response.redirected || !response.ok) throw new Refused(response, await reasons(response));
    return response.json();
  }

  // What may come right by itself is tried again by itself.
  function fail(error) {
    if (error.status === 400) return refuse(error);
    const pause = mayPass(error) ? PAUSES[Math.min(failures, PAUSES.length - 1)] : null;
    const again = pause ? ` Nouvel essai dans ${pause} s.` : "";
    failures += 1;
    notices.show(PROBLEM, wordsFor(error) + again, { label: "Réessayer", run: () => refresh(true) });
    if (pause) timer = setTimeout(() => refresh(true), pause * 1000);
  }

  // Asked again, it would be refused again: the way out is to undo it.
  function refuse({ words, errors }) {
    const before = app.before?.() ?? null;
    const label = before === null ? "Effacer les filtres" : "Annuler le dernier filtre";
    notices.show(PROBLEM, words, { label, run: () => app.filter(before ?? "") });
    app.tell("refused", errors);
  }

  function tell() {
    const inView = known.all.filter(isIn(map.getBounds()));
    app.tell("features", { ...known, inView });
  }

  app.on("changed", (name) => name === "couleur" && known.more !== colours.asks() && refresh());
  addEventListener("online", () => failures && refresh(true));

  return {
    refresh,
    ask(newQuery, force = false) {
      query = newQuery;
      return refresh(force);
    },
  };
}

// Communes stand in for more points than can be drawn: as one comes nearer, they give way.
function read({ features, kind, level = "", truncated }) {
  return { all: features, kind, level, partial: truncated || (kind === "bubbles" && level === "commune") };
}

class Refused extends Error {
  constructor(response, errors) {
    super(`sites: ${response.status}`);
    this.status = response.redirected ? 401 : response.status;
    this.errors = errors;
  }

  get words() {
    const named = Object.entries(this.errors).map(([name, words]) => `${labelOf(name)} : ${words}`);
    return named.join(" ") || "Un filtre ne convient pas : corrigez-le ou effacez-le.";
  }
}

// A problem of the layer names the filters at fault, each with its reason.
async function reasons(response) {
  if (response.status !== 400) return {};
  const { errors = {} } = await response.json().catch(() => ({}));
  return Object.fromEntries(Object.entries(errors).map(([name, words]) => [name, [words].flat().join(" ")]));
}

const labelOf = (name) => document.querySelector(`label[for="filtre-${CSS.escape(name)}"], #filtre-${CSS.escape(name)}-titre`)?.textContent.trim() ?? name;

const mayPass = (error) => !(error instanceof Refused) || error.status >= 500 || error.status === 429;

function wordsFor(error) {
  if (!(error instanceof Refused)) return "Réseau indisponible : les sites affichés sont ceux du dernier chargement.";
  if (error.status === 401 || error.status === 403) return "Votre session est terminée : rechargez la page pour vous reconnecter.";
  return "Les sites n’ont pas pu être chargés.";
}

const isIn = (view) => (feature) => {
  const [lng, lat] = feature.geometry.coordinates;
  return view.contains([lat, lng]);
};

function written(box) {
  const kept = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(DIGITS);
  return [kept(box.getWest(), 180), kept(box.getSouth(), 90), kept(box.getEast(), 180), kept(box.getNorth(), 90)].join(",");
}
