// The address holds it all: filters and the page's own parameters in the query, the view in the hash.
const HASH = /^#(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;
const DIGITS = 4;
// No filters: the open site, what colours the markers, the ground, the list's order and columns, a
// saved view.
const OWN = ["couleur", "fond", "tri", "colonnes", "vue", "site"];

export function read() {
  const params = new URLSearchParams(location.search);
  const own = {};
  for (const name of OWN) {
    own[name] = params.get(name) ?? "";
    params.delete(name);
  }
  return { query: readable(params), own, view: readView() };
}

function readView() {
  const found = HASH.exec(location.hash);
  if (!found) return null;
  const [zoom, lat, lng] = found.slice(1).map(Number);
  const isPlace = zoom <= 19 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
  return isPlace ? { zoom, center: [lat, lng] } : null;
}

// `push` makes a step that "back" returns from; a moved view alone is none.
export function write({ query, own, view }, { push = false } = {}) {
  const search = readable(withOwn(query, own));
  const hash = view ? `#${view.zoom}/${view.center.map((degrees) => degrees.toFixed(DIGITS)).join("/")}` : "";
  const address = location.pathname + (search ? `?${search}` : "") + hash;
  if (address === location.pathname + location.search + location.hash) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

export function withOwn(query, own) {
  const params = new URLSearchParams(query);
  for (const name of OWN) if (own[name]) params.set(name, own[name]);
  return params;
}

// As the server writes it: commas and semicolons are for reading.
export const readable = (params) => params.toString().replaceAll("%2C", ",").replaceAll("%3B", ";");

export function viewOf(map) {
  const { lat, lng } = map.getCenter();
  return { zoom: map.getZoom(), center: [lat, lng] };
}
