// The symbols that are elements: each can have the focus and says what it is. One that stays keeps
// its element. All of them are one stop of the Tab key (see arrows.js).
const LIT = "is-lit";
const OPEN = "is-open";
const ABOVE = 1000;

export function symbolElements(map, { onActivate, onPoint, onLeave }) {
  const pane = map.createPane("sites");
  pane.style.zIndex = 600;
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", "Sites sur la carte ; les flèches mènent de l’un à l’autre");
  const known = new Map(); // id → { item, key, marker }
  let isShowing = false;

  // `wanted`: [{ item, place, stack }]. What had the focus and is no longer there leaves it to the map.
  function show(wanted) {
    const within = isShowing;
    const held = pane.contains(document.activeElement);
    isShowing = true;
    put(wanted);
    isShowing = within;
    if (held && !pane.contains(document.activeElement)) map.getContainer().focus({ preventScroll: true });
  }

  function put(wanted) {
    const gone = new Set(known.keys());
    for (const one of wanted) {
      const { item, place, stack } = one;
      gone.delete(item.id);
      const former = known.get(item.id);
      const leads = stack?.[0] === item;
      const key = `${item.kind} ${leads} ${stack?.length} ${item.words()}`;
      if (former?.key === key) {
        if (!former.marker.getLatLng().equals(place)) former.marker.setLatLng(place);
        former.item = item;
        continue;
      }
      const focused = former?.marker.getElement() === document.activeElement;
      former?.marker.remove();
      const made = { key, item, leads, count: stack?.length };
      made.marker = marker(made, place);
      known.set(item.id, made);
      if (focused) made.marker.getElement().focus({ preventScroll: true });
    }
    for (const id of gone) forget(id);
  }

  function marker(made, place) {
    const { item, leads, count } = made;
    const icon = L.divIcon({ className: item.className, html: item.draw(), iconSize: [item.side, item.side] });
    const one = L.marker(place, { icon, pane: "sites", riseOnHover: true, zIndexOffset: height(made) }).addTo(map);
    const element = one.getElement();
    element.dataset.reference = item.id;
    element.tabIndex = -1;
    element.setAttribute("aria-label", count ? `${item.words()}, ${count} au même endroit : Entrée pour les séparer` : item.words());
    if (leads) element.append(stackSign(item, count));
    one.on("click", () => onActivate(made.item));
    one.on("mouseover focus", () => onPoint(made.item));
    one.on("mouseout", () => onLeave(made.item));
    element.addEventListener("focus", () => onPoint(made.item));
    element.addEventListener("blur", () => (isShowing ? queueMicrotask(() => leave(made.item)) : onLeave(made.item)));
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onActivate(made.item, { byKey: true });
    });
    return one;
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
    const lifted = [LIT, OPEN].some((one) => found.marker.getElement().classList.contains(one));
    found.marker.setZIndexOffset(lifted ? ABOVE : height(found));
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
      for (const { item, marker: one } of known.values()) one.getElement().tabIndex = item.id === id ? 0 : -1;
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
