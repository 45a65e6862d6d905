// The address holds it all: filters and open site in the query, the view in the hash.
const HASH = /^#(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;
const DIGITS = 4;

export function read() {
  const params = new URLSearchParams(location.search);
  const site = params.get("site") ?? "";
  params.delete("site");
  return { query: params.toString(), site, view: readView() };
}

function readView() {
  const found = HASH.exec(location.hash);
  if (!found) return null;
  const [zoom, lat, lng] = found.slice(1).map(Number);
  const isPlace = zoom <= 19 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
  return isPlace ? { zoom, center: [lat, lng] } : null;
}

// `push` makes a step that "back" returns from; a moved view alone is none.
export function write({ query, site, view }, { push = false } = {}) {
  const params = new URLSearchParams(query);
  if (site) params.set("site", site);
  const search = params.toString().replaceAll("%2C", ",");
  const hash = view ? `#${view.zoom}/${view.center.map((degrees) => degrees.toFixed(DIGITS)).join("/")}` : "";
  const address = location.pathname + (search ? `?${search}` : "") + hash;
  if (address === location.pathname + location.search + location.hash) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
}

export function viewOf(map) {
  const { lat, lng } = map.getCenter();
  return { zoom: map.getZoom(), center: [lat, lng] };
}
