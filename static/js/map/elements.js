// The symbols that are elements: each can have the focus and says what it is. One that stays keeps
// its element, whatever it looks like by then. All of them are one stop of the Tab key (see arrows.js).
const LIT = "is-lit";
const OPEN = "is-open";
const ABOVE = 1000;
const BATCH = 50; // new ones at a time: so many are soon laid out

export function symbolElements(map, { onActivate, onPoint, onLeave }) {
  const pane = map.createPane("sites");
  pane.style.zIndex = 600;
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", "Sites sur la carte ; les flèches mènent de l’un à l’autre");
  const known = new Map(); // id → { item, key, leads, marker }
  let isShowing = false;
  let entry = ""; // where the Tab key comes in

  // `wanted`: [{ item, place, stack, isFirst }]. True when there are more of them to be made by a
  // further call; those that come first are there at once. What had the focus and is no longer
  // there leaves it to the map.
  function show(wanted) {
    const within = isShowing;
    const held = pane.contains(document.activeElement);
    isShowing = true;
    const more = put(wanted);
    isShowing = within;
    if (held && !pane.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true });
    return more;
  }

  function put(wanted) {
    const gone = new Set(known.keys());
    let room = BATCH;
    for (const { item, place, stack, isFirst } of wanted) {
      gone.delete(item.id);
      if (!known.has(item.id) && !isFirst && room-- <= 0) continue;
      const one = known.get(item.id) ?? made(item, place);
      one.item = item;
      if (!one.marker.getLatLng().equals(place)) one.marker.setLatLng(place);
      dress(one, { leads: stack?.[0] === item, count: stack?.length });
    }
    for (const id of gone) forget(id);
    return room < 0;
  }

  function made(item, place) {
    const icon = L.divIcon({ className: item.className, iconSize: null });
    const one = { item, key: "", marker: L.marker(place, { icon, pane: "sites", riseOnHover: true }).addTo(map) };
    const element = one.marker.getElement();
    element.dataset.reference = item.id;
    element.tabIndex = item.id === entry ? 0 : -1;
    one.marker.on("click", () => onActivate(one.item));
    one.marker.on("mouseover", () => onPoint(one.item));
    one.marker.on("mouseout", () => onLeave(one.item));
    element.addEventListener("focus", () => onPoint(one.item));
    element.addEventListener("blur", () => (isShowing ? queueMicrotask(() => leave(one.item)) : onLeave(one.item)));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onActivate(one.item, { byKey: true });
    });
    known.set(item.id, one);
    return one;
  }

  // What it looks like and says, when that is no longer what it was.
  function dress(one, { leads, count }) {
    const { item, marker } = one;
    const words = item.words();
    const key = `${item.kind} ${leads} ${count} ${words}`;
    if (one.key === key) return;
    Object.assign(one, { key, leads });
    const element = marker.getElement();
    element.style.width = element.style.height = `${item.side}px`;
    element.style.marginLeft = element.style.marginTop = `${-item.side / 2}px`;
    element.setAttribute("aria-label", count ? `${words}, ${count} au même endroit : Entrée pour les séparer` : words);
    element.replaceChildren(item.draw(), ...(leads ? [stackSign(item, count)] : []));
    lift(one);
  }

  // An element that is taken away loses the focus in the middle of `show`, and the leaving of it
  // may show anew: it waits until the others are in place.
  function leave(item) {
    const stays = known.get(item.id)?.marker.getElement();
    if (!stays || stays !== document.activeElement) onLeave(item);
  }

  function mark(id, name, on) {
    const found = known.get(id);
    if (!found) return;
    found.marker.getElement().classList.toggle(name, on);
    lift(found);
  }

  function lift(one) {
    const { classList } = one.marker.getElement();
    one.marker.setZIndexOffset([LIT, OPEN].some((name) => classList.contains(name)) ? ABOVE : height(one));
  }

  function forget(id) {
    known.get(id).marker.remove();
    known.delete(id);
  }

  return {
    show,
    mark,
    holds: (id) => known.has(id),
    of: (id) => known.get(id)?.marker.getElement() ?? null,
    stop(id) {
      if (id === entry) return; // to be told it again costs a style of the whole page
      for (const [one, tabIndex] of [[entry, -1], [id, 0]]) {
        if (known.has(one)) known.get(one).marker.getElement().tabIndex = tabIndex;
      }
      entry = id;
    },
    LIT,
    OPEN,
  };
}

// A small one stays above a large one, and the sign of a stack above all of it.
const height = ({ item, leads }) => Math.round((40 - item.radius) * 5) + (leads ? 25 : 0);

function stackSign({ radius, side }, count) {
  const sign = document.createElement("span");
  sign.className = "site-marker__stack";
  sign.textContent = count;
  const aside = side / 2 + radius * 0.7 + 3;
  sign.style.left = sign.style.top = `${aside}px`;
  return sign;
}
