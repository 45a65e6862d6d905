// The site whose sheet is open: lit on the map and in the list, and where the focus goes back.
const NEAR = 15;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export function openedSite(map, { markers, list, card, visible, onChange }) {
  let opened = "";
  let opener = null;

  async function open(reference, { byHand = false, center = false } = {}) {
    opener = byHand ? document.activeElement : null;
    opened = reference;
    light();
    onChange({ byHand });
    const known = center ? null : markers.place(reference);
    const opening = card.open(reference, { focus: byHand }); // takes its room at once
    if (known) show(known);
    const place = await opening;
    if (opened !== reference) return;
    if (place && !known) show(place, center ? NEAR : map.getZoom());
    onChange({ byHand: false });
  }

  function close({ byHand = false } = {}) {
    if (!opened) return;
    const former = opened;
    opened = "";
    card.close();
    light();
    onChange({ byHand });
    if (!byHand) return;
    const back = [opener, markers.element(former), list.link(former), map.getContainer()];
    back.find((element) => element?.isConnected && element !== document.body)?.focus({ preventScroll: true });
  }

  // Puts a place in the middle of what the panels leave to see of the map.
  function show(place, zoom = map.getZoom()) {
    map.invalidateSize({ pan: false });
    const aside = map.getSize().divideBy(2).subtract(visible().getCenter());
    const middle = map.unproject(map.project(place, zoom).add(aside), zoom);
    map.setView(middle, zoom, { animate: !STILL.matches && zoom === map.getZoom() });
  }

  function light() {
    markers.open(opened);
    list.open(opened);
  }

  return { open, close, light, reference: () => opened, title: () => (opened ? card.title() : "") };
}
