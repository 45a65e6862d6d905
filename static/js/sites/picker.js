// Where a site is: map, device and addresses all write the coordinates' field, which alone is
// sent; the server's fragment says what it read in it, and the marker follows.
import { basemap } from "map/basemap";
import { ground } from "map/ground";
import { locating } from "./locating.js";

const DIGITS = 6;
const CLOSE = 15;
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
  const marker = L.marker(map.getCenter(), { icon, draggable: true, title: "Position du site", alt: "Position du site" });
  marker.on("dragend", () => onMove(marker.getLatLng()));
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
