// The site whose sheet is open: lit on the map and in the list, and where the focus goes back.
const NEAR = 15;
const EDGE = 24; // px
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export function openedSite(app, { markers, list, card, visible }) {
  const { map, own } = app;
  let opener = null;
  let isFromList = false; // a list written anew meanwhile has no longer the row that opened

  async function open(reference, { byHand = false, center = false, focus = byHand } = {}) {
    if (focus || !byHand) remember(byHand ? document.activeElement : null);
    own.site = reference;
    light();
    app.write(byHand);
    const known = center ? null : markers.place(reference);
    const opening = card.open(reference, { focus }); // takes its room at once
    if (known && !isInSight(known)) goTo(known);
    const place = await opening;
    if (own.site !== reference) return;
    if (place && (center || (!known && !isInSight(place)))) goTo(place, center ? NEAR : map.getZoom());
    app.write();
    app.tell("opened", reference);
  }

  function close({ byHand = false } = {}) {
    if (!own.site) return closeOther(byHand);
    const former = own.site;
    const held = app.find("sheet").contains(document.activeElement);
    own.site = "";
    card.close();
    light();
    app.write(byHand);
    app.tell("opened", "");
    if (!byHand && !held) return;
    const twins = [markers.element(former), list.link(former)];
    const back = [opener, ...(isFromList ? twins.reverse() : twins), map.getContainer()];
    back.find((element) => element?.checkVisibility() && element !== document.body)?.focus({ preventScroll: true });
  }

  function remember(element) {
    opener = element;
    isFromList = Boolean(element?.closest("[data-list-rows]"));
  }

  // The sheet may hold several sites, chosen together.
  function closeOther(byHand) {
    const held = app.find("sheet").contains(document.activeElement);
    card.close();
    if (!held || !byHand) return;
    const act = document.querySelector("[data-batch-act]");
    (act?.checkVisibility() ? act : map.getContainer()).focus({ preventScroll: true });
  }

  // Puts a place in the middle of what the panels leave to see of the map.
  function goTo(place, zoom = map.getZoom()) {
    map.invalidateSize({ pan: false });
    const aside = map.getSize().divideBy(2).subtract(visible().getCenter());
    const middle = map.unproject(map.project(place, zoom).add(aside), zoom);
    map.setView(middle, zoom, { animate: !STILL.matches && zoom === map.getZoom() });
  }

  // What one has just pointed at stays where it is, unless the panels lie over it.
  function isInSight(place) {
    map.invalidateSize({ pan: false });
    const { min, max } = visible();
    const edge = [EDGE, EDGE];
    return L.bounds(min.add(edge), max.subtract(edge)).contains(map.latLngToContainerPoint(place));
  }

  function light() {
    markers.open(own.site);
    list.open(own.site);
  }

  Object.assign(app, { open, close, goTo, light, siteTitle: () => (own.site ? card.title() : "") });
}
