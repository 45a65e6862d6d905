// The sites layer: asked for a little more than the view, so that a small move asks for nothing.
// A newer question aborts the older one; the former features stay until the new ones are there.
const ROOM = 0.4;
const DIGITS = 3;
const PROBLEM = "sites";
const CUT = "truncated";
const NOTHING = "nothing";

export function sitesLayer(map, { url, notices, progress, onFeatures }) {
  let query = "";
  let known = { query: null, box: null, features: [], truncated: false };
  let asking = null;

  async function refresh(force = false) {
    const view = map.getBounds();
    const enough = known.query === query && !known.truncated && known.box?.contains(view);
    if (enough && !force) return tell();
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const box = view.pad(ROOM);
      const found = await progress(ask(box, signal));
      if (signal.aborted) return;
      known = { query, box, features: found.features, truncated: found.truncated };
      notices.clear(PROBLEM);
      if (found.truncated) notices.show(CUT, "Trop de sites pour cette vue : rapprochez-vous ou filtrez pour les voir tous.");
      else notices.clear(CUT);
      tell();
    } catch (error) {
      if (signal.aborted) return;
      notices.clear(NOTHING);
      notices.show(PROBLEM, wordsFor(error), { label: "Réessayer", run: () => refresh(true) });
    }
  }

  async function ask(box, signal) {
    const separator = query ? `${query}&` : "";
    const response = await fetch(`${url}?${separator}bbox=${written(box)}`, { signal, headers: { Accept: "application/geo+json" } });
    if (response.redirected || !response.ok) throw new Refused(response, await reasons(response));
    return response.json();
  }

  const tell = () => onFeatures(known.features, known.features.filter(inView(map.getBounds())));

  return {
    refresh,
    ask(newQuery, force = false) {
      query = newQuery;
      return refresh(force);
    },
  };
}

class Refused extends Error {
  constructor(response, words) {
    super(`sites: ${response.status}`);
    this.status = response.redirected ? 401 : response.status;
    this.words = words;
  }
}

// A problem of the layer names the filters at fault: each by its label, with its reason.
async function reasons(response) {
  if (response.status !== 400) return "";
  const { errors = {} } = await response.json().catch(() => ({}));
  return Object.entries(errors).map(([name, words]) => `${labelOf(name)} : ${[words].flat().join(" ")}`).join(" ");
}

const labelOf = (name) => document.querySelector(`label[for="filtre-${CSS.escape(name)}"]`)?.textContent.trim() ?? name;

function wordsFor(error) {
  if (!(error instanceof Refused)) return "Réseau indisponible : les sites affichés sont ceux du dernier chargement.";
  if (error.status === 401 || error.status === 403) return "Votre session est terminée : rechargez la page pour vous reconnecter.";
  if (error.status === 400) return error.words || "Un filtre ne convient pas : corrigez-le ou effacez-le.";
  return "Les sites n’ont pas pu être chargés.";
}

const inView = (view) => (feature) => {
  const [lng, lat] = feature.geometry.coordinates;
  return view.contains([lat, lng]);
};

function written(box) {
  const kept = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(DIGITS);
  return [kept(box.getWest(), 180), kept(box.getSouth(), 90), kept(box.getEast(), 180), kept(box.getNorth(), 90)].join(",");
}
