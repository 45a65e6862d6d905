// Names on our own ground, under the tiles, which have theirs: as many as do not touch.
const ZOOMS = { departement: [7, 10], commune: [11, 19] };
const CHARACTER = 7;
const LINE = 16;

export function labels(map) {
  const pane = map.createPane("names");
  pane.style.zIndex = 160;
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
  const shown = L.layerGroup().addTo(map);
  const known = {};

  function draw() {
    shown.clearLayers();
    const zoom = map.getZoom();
    const view = map.getBounds();
    const frame = L.bounds([0, 0], map.getSize());
    const taken = [];
    for (const [level, [from, to]] of Object.entries(ZOOMS)) {
      if (zoom < from || zoom > to) continue;
      for (const { name, label } of known[level] ?? []) {
        const place = L.latLng(label[1], label[0]);
        if (!view.contains(place)) continue;
        const box = boxAround(map.latLngToContainerPoint(place), name);
        if (!frame.contains(box) || taken.some((other) => other.overlaps(box))) continue;
        taken.push(box);
        shown.addLayer(nameAt(place, name, level));
      }
    }
  }

  map.on("moveend", draw);
  return {
    add(level, features) {
      known[level] = features.map(({ properties }) => properties);
      draw();
    },
  };
}

function boxAround({ x, y }, name) {
  const half = (name.length * CHARACTER) / 2 + 4;
  return L.bounds([x - half, y - LINE / 2], [x + half, y + LINE / 2]);
}

function nameAt(place, name, level) {
  const text = document.createElement("span");
  text.textContent = name;
  const icon = L.divIcon({ className: `map-name map-name--${level}`, html: text, iconSize: [0, 0] });
  return L.marker(place, { icon, interactive: false, keyboard: false, pane: "names" });
}
