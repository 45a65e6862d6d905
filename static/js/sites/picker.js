// Where a site is: map, device and addresses all write the coordinates' field, which alone is
// sent; the server's fragment says what it read in it, and the marker follows.
import { basemap } from "map/basemap";
import { ground } from "map/ground";
import { named } from "map/named";
import "map/still";
import { locating } from "./locating.js";

const DIGITS = 6;
const CLOSE = 15;
const STEP = 8; // px of an arrow key, five times that with Shift
const SETTLED = 400; // ms after the last of them
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const settings = JSON.parse(document.getElementById("position-settings").textContent);

const byName = (name) => document.querySelector(`[name="${name}"]`);
const say = (input, value) => {
  input.value = value;
};

// Plan IGN away: our own outlines stay, with a word about it.
const notices = (element) => ({
  show: (_id, words) => Object.assign(element, { textContent: words, hidden: false }),
  clear: () => Object.assign(element, { textContent: "", hidden: true }),
});

const bounds = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];

function pin(map, onMove) {
  const icon = L.divIcon({ className: "picker-pin", iconSize: [32, 40], iconAnchor: [16, 40] });
  const title = "Position du site : déplacez le repère à la souris, ou avec les flèches";
  const marker = L.marker(map.getCenter(), { icon, draggable: true, title });
  let timer = 0;
  marker.on("dragend", () => onMove(marker.getLatLng()));
  marker.on("add", () => marker.getElement().addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation(); // else the map moves too
    const by = L.point(way).multiplyBy(STEP * (event.shiftKey ? 5 : 1));
    marker.setLatLng(map.layerPointToLatLng(map.latLngToLayerPoint(marker.getLatLng()).add(by)));
    clearTimeout(timer);
    timer = setTimeout(() => onMove(marker.getLatLng()), SETTLED);
  }));
  return (place, zoom) => {
    marker.setLatLng(place).addTo(map);
    if (zoom) map.setView(place, Math.max(map.getZoom(), zoom));
  };
}

function start(map) {
  const picker = document.querySelector("[data-picker]");
  const field = document.querySelector("[data-position-input]");
  const write = ({ lat, lng }, precision, citycode = "") => {
    say(byName("location_precision"), precision);
    if (byName("citycode")) say(byName("citycode"), citycode);
    say(field, `${lat.toFixed(DIGITS)}, ${lng.toFixed(DIGITS)}`);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const put = pin(map, (place) => write(place, "position"));
  const follow = (zoom) => {
    const read = document.querySelector("[data-place]");
    if (read) put([Number(read.dataset.lat), Number(read.dataset.lng)], zoom);
  };
  const choose = (place, precision, citycode) => {
    put(place, CLOSE);
    write(place, precision, citycode);
  };

  named(map, "Carte : position du site", "picker-hint");
  basemap(map, settings.basemap, notices(picker.querySelector("[data-picker-notice]")));
  ground(map, settings).start();
  if (settings.box) map.fitBounds(bounds(settings.box), { animate: false }); // else it outlives follow()
  map.on("click", ({ latlng }) => {
    put(latlng);
    write(latlng, "position");
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "place" && follow(CLOSE));
  byName("location_precision").addEventListener("change", () => {
    if (field.value) field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  picker.addEventListener("click", (event) => {
    const link = event.target.closest("[data-address]");
    if (!link) return;
    event.preventDefault();
    const { lat, lng, citycode, address } = link.dataset;
    if (!byName("address").value) say(byName("address"), address);
    choose({ lat: Number(lat), lng: Number(lng) }, "adresse", citycode);
  });
  locating(picker.querySelector("[data-locate]"), choose);
  follow(CLOSE);
  picker.dataset.ready = "";
}

addEventListener("map:init", ({ detail }) => start(detail.map));
