// The site whose sheet is open: lit on the map and in the list, and where the focus goes back.
const NEAR = 15;
const EDGE = 60;
const CONTROLS = 100;

export function openedSite(map, { markers, list, card, hidden, onChange }) {
  let opened = "";
  let opener = null;

  async function open(reference, { byHand = false, center = false } = {}) {
    opener = byHand ? document.activeElement : null;
    opened = reference;
    light();
    onChange({ byHand });
    reveal(markers.place(reference));
    const place = await card.open(reference, { focus: byHand });
    if (opened !== reference) return;
    if (place && center) map.setView(place, NEAR, { animate: false });
    else reveal(place);
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

  // Brings a place out from under a panel; where it stands in view, nothing moves.
  function reveal(place) {
    if (!place) return;
    map.panInside(place, { paddingTopLeft: [EDGE, EDGE], paddingBottomRight: [CONTROLS, EDGE + hidden()] });
  }

  function light() {
    markers.open(opened);
    list.open(opened);
  }

  return { open, close, light, reference: () => opened, title: () => (opened ? card.title() : "") };
}
