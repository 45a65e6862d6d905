// Our own outlines: a ground under the tiles, the chosen territory's limit above them.
import { labels } from "map/labels";

const COMMUNES_FROM = 10;
const ALL_UNTIL = 8;
const FINE = "&detail=fin"; // one territory's own outline, as exact as it is known
const LEVELS = { departement: "departement", commune: "commune" };

export function ground(map, { urls, any }) {
  addPane(map, "ground", 150);
  addPane(map, "limits", 350);
  const names = labels(map);
  const renderer = L.canvas({ pane: "ground", padding: 0.3 });
  const colours = getComputedStyle(document.documentElement);
  const look = (name, weight) => ({
    renderer,
    interactive: false,
    weight,
    color: colours.getPropertyValue(`--map-${name}-line`).trim(),
    fillColor: colours.getPropertyValue("--map-land").trim(),
    fillOpacity: 1,
  });
  let departements = null;
  let partial = false;
  let wholeAsked = false;
  let communes = { of: "", layer: null };
  let limits = null;
  let outlined = [];

  const outlines = async (level, inside, more = "") => {
    const response = await fetch(urls.outlines.replace(any.level, level) + (inside ? `&dans=${inside}` : "") + more);
    if (!response.ok) throw new Error(`outlines ${level}: ${response.status}`);
    return response.json();
  };

  // Under the tiles those `around`, a region, are enough: all of them weigh ten times as much.
  async function showDepartements(around) {
    const found = await outlines(LEVELS.departement, around);
    partial = Boolean(around);
    if (partial && wholeAsked) return showDepartements("");
    departements?.remove();
    departements = L.geoJSON(found, { style: look("departement", 1), attribution: "Contours : IGN" }).addTo(map);
    departements.bringToBack();
    names.add("departement", found.features);
    await showCommunes();
  }

  async function showCommunes() {
    if (!departements) return;
    const under = holding(departements, map.getCenter())?.slug;
    if (partial && (map.getZoom() < ALL_UNTIL || !under)) return showDepartements("");
    if (map.getZoom() < COMMUNES_FROM || !under || under === communes.of) return;
    communes.of = under;
    const found = await outlines(LEVELS.commune, under);
    if (communes.of !== under) return;
    communes.layer?.remove();
    communes.layer = L.geoJSON(found, { style: look("commune", 0.7) }).addTo(map);
    names.add("commune", found.features);
  }

  // The limits (GeoJSON) that are now drawn; nothing when they are already, or others came since.
  async function outline(slugs) {
    if (slugs.join() === outlined.join()) return null;
    outlined = slugs;
    const found = await Promise.all(slugs.map((slug) => outlines(slug.slice(0, slug.lastIndexOf("-")), slug, FINE)));
    if (outlined !== slugs) return null;
    limits?.remove();
    const lines = ["map-limit-casing", "map-limit"].map((className) => L.geoJSON(found, { pane: "limits", interactive: false, className }));
    limits = L.layerGroup(lines).addTo(map);
    return found;
  }

  // Without tiles a land that is not drawn would pass for sea.
  function whole() {
    wholeAsked = true;
    if (partial && departements) showDepartements("").catch(forget);
  }

  map.on("moveend", () => showCommunes().catch(forget));
  return {
    whole,
    start: (around = "") => showDepartements(around).catch(forget),
    outline: (slugs) => outline(slugs).catch(forget),
    departementAt: (place) => departements && holding(departements, place),
  };
}

// The ground is a comfort: the sites layer is what tells of a network that is away.
const forget = () => {};

function addPane(map, name, height) {
  const pane = map.createPane(name);
  pane.style.zIndex = height;
  pane.style.pointerEvents = "none";
}

// What is known of the outline that holds a point, or null.
function holding(layer, point) {
  return layer.getLayers().find((one) => one.getBounds().contains(point) && inside(one.feature.geometry, point))?.feature.properties ?? null;
}

// Even and odd crossings of a ray, over all the rings of a MultiPolygon.
function inside({ coordinates }, { lng, lat }) {
  let within = false;
  for (const ring of coordinates.flat()) {
    for (let here = 0, before = ring.length - 1; here < ring.length; before = here, here += 1) {
      const [[x1, y1], [x2, y2]] = [ring[here], ring[before]];
      if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
    }
  }
  return within;
}
