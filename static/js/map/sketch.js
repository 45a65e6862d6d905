// Corners put on the map one by one: by click or tap, or by Enter at the cross in the middle, which
// the arrow keys move the map under. One sketch at a time; the words are those of whoever asks it.
import { crosses } from "map/geometry";
import { pen } from "map/sketch-pen";

const MOST = 200;
const STEP = 24; // px of an arrow key, five times that with Shift
const SAME = 8; // px within which two corners are one
const LEAST = { line: 2, ring: 3 };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const COARSE = matchMedia("(pointer: coarse)");
const BY_TOUCH = "Touchez la carte à l’endroit de chaque sommet.";
const BY_MOUSE = "Cliquez sur la carte, ou déplacez-la avec les flèches et appuyez sur Entrée : le sommet est posé à la croix.";
const CROSSING = "Ce côté croiserait le tracé : posez le sommet ailleurs.";
const CLOSING = "Le dernier côté croiserait le tracé : retirez ou ajoutez un sommet.";

export function sketching({ map, page }, bar) {
  const container = map.getContainer();
  const drawn = pen(map);
  let task = null; // { shape, words, say, onEnd, onCancel, digits }
  let corners = [];
  let byKeys = false;

  // `shape` is "line" or "ring"; `say` gives the words of the corners so far; `digits` rounds them.
  function start(asked) {
    stop();
    task = asked;
    page.dataset.sketching = "";
    map.doubleClickZoom.disable();
    map.closePopup();
    bar.show(`${task.words} ${COARSE.matches ? BY_TOUCH : BY_MOUSE}`, [
      { label: "Retirer le dernier", run: removeLast },
      { label: "Terminer", run: end, main: true },
      { label: "Annuler", run: cancel },
    ]);
    container.focus({ preventScroll: true });
    tell();
  }

  // Takes away what is drawn, and asks for nothing more.
  function stop() {
    pause();
    corners = [];
    drawn.clear();
    bar.hide();
  }

  function pause() {
    task = null;
    delete page.dataset.sketching;
    setTimeout(() => !task && map.doubleClickZoom.enable(), 300); // the click that ends is no zoom
  }

  function cancel() {
    const { onCancel } = task;
    stop();
    container.focus({ preventScroll: true });
    onCancel?.();
  }

  function add(place) {
    const corner = rounded(place);
    if (corners.length && isSame(corner, corners.at(-1))) return;
    if (corners.length >= LEAST.ring && task.shape === "ring" && isSame(corner, corners[0])) return end();
    if (corners.length === MOST) return bar.say(`${MOST} sommets au plus : terminez.`);
    if (task.shape === "ring" && crosses(corners, corner)) return refuse(corner, CROSSING);
    corners.push(corner);
    tell();
  }

  function removeLast() {
    corners.pop();
    tell();
  }

  function end() {
    const { shape, onEnd } = task;
    if (corners.length < LEAST[shape]) return bar.say(`Il faut au moins ${LEAST[shape]} sommets : ajoutez-en, ou annulez.`);
    if (shape === "ring" && crosses(corners, corners[0], true)) return refuse(corners[0], CLOSING);
    drawn.show(corners, shape);
    pause();
    onEnd(corners);
  }

  // Ends what is in hand as « Terminer » does, and a sketch of no corner as « Annuler » does.
  // False when it cannot be ended: it stays, and the bar says why.
  function finish() {
    if (task && !corners.length) cancel();
    else if (task) end();
    return !task;
  }

  function refuse(corner, words) {
    drawn.show(corners, task.shape);
    drawn.reach(corners, corner, true);
    bar.say(words);
  }

  function tell() {
    drawn.show(corners, task.shape);
    reach(byKeys ? map.getCenter() : null);
    bar.say(task.say(corners));
  }

  function reach(place) {
    const isWrong = place && task.shape === "ring" && crosses(corners, rounded(place));
    drawn.reach(corners, place, isWrong);
  }

  function rounded({ lat, lng }) {
    const { digits } = task;
    return digits ? { lat: Number(lat.toFixed(digits)), lng: Number(lng.toFixed(digits)) } : { lat, lng };
  }

  const at = (corner) => map.latLngToContainerPoint(corner);
  const isSame = (one, other) => at(one).distanceTo(at(other)) <= SAME;

  function atCross() {
    const middle = map.getCenter();
    if (corners.length && isSame(middle, corners.at(-1))) end();
    else add(middle);
  }

  function move([right, down], far) {
    byKeys = true;
    map.panBy([right * STEP * (far ? 5 : 1), down * STEP * (far ? 5 : 1)], { animate: false });
  }

  const keys = { Enter: atCross, " ": atCross, Backspace: removeLast, Delete: removeLast };

  // Before Leaflet, whose steps are too long to draw with.
  container.addEventListener("keydown", (event) => {
    const isOurs = task && event.target === container && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isOurs || !(keys[event.key] || ARROWS[event.key])) return;
    event.preventDefault();
    event.stopPropagation();
    byKeys = true;
    if (ARROWS[event.key]) move(ARROWS[event.key], event.shiftKey);
    else keys[event.key]();
  }, { capture: true });
  map.on("click", ({ latlng }) => {
    if (!task) return;
    byKeys = false;
    add(latlng);
  });
  map.on("dblclick", () => task && end());
  map.on("mousemove", ({ latlng }) => {
    if (!task) return;
    byKeys = false;
    reach(latlng);
  });
  map.on("move", () => task && byKeys && reach(map.getCenter()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !bar.isShown()) return;
    event.preventDefault();
    event.stopPropagation();
    if (task) cancel();
    else bar.dismiss();
  }, { capture: true });

  return { start, stop, finish };
}
