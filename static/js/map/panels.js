// The panels around the map: they fold, and the map takes what they leave without a jump.
const NARROW = matchMedia("(max-width: 61.99em)");
const PAPER = matchMedia("print");
const FAR = 40; // px of a drag that means it

export function panels(page, map, { onList, place }) {
  const filters = page.querySelector("[data-filters]");
  const toggle = page.querySelector("[data-filters-toggle]");
  const list = page.querySelector("[data-list]");
  const listToggle = page.querySelector("[data-list-toggle]");
  const listBody = page.querySelector("[data-list-body]");

  function showFilters(on) {
    page.dataset.filters = on ? "open" : "folded";
    toggle.setAttribute("aria-expanded", String(on));
    toggle.title = on ? "Replier les filtres" : "Déplier les filtres";
  }

  function showList(on) {
    page.dataset.list = on ? "open" : "folded";
    listBody.hidden = !on;
    listToggle.setAttribute("aria-expanded", String(on));
    onList();
  }

  toggle.addEventListener("click", () => showFilters(page.dataset.filters === "folded"));
  for (const opener of page.querySelectorAll("[data-filters-open]")) {
    opener.addEventListener("click", () => {
      showFilters(true);
      const wanted = opener.dataset.filtersOpen;
      (wanted ? filters.querySelector(`#filtre-${wanted}`) : filters).focus();
    });
  }
  document.querySelector('.fr-skiplinks a[href="#filtres"]').addEventListener("click", (event) => {
    event.preventDefault(); // folded it cannot have the focus; and the hash is the view's
    showFilters(true);
    filters.focus();
  });
  page.querySelector("[data-filters-close]").addEventListener("click", () => {
    showFilters(false);
    page.querySelector("[data-filters-open]:not([data-filters-open=dans])").focus();
  });
  listToggle.addEventListener("click", () => showList(listBody.hidden));
  draggable(list, () => showList(true), () => showList(false));
  const settle = () => showFilters(!NARROW.matches);
  NARROW.addEventListener("change", settle);
  settle();
  keepStill(page, map, place);

  return {
    visible: () => visiblePart(page),
    showList,
    showFilters,
    isOverlaid: () => NARROW.matches && page.dataset.filters === "open",
    whenSheetDragged: (root, down) => draggable(root, () => root.classList.add("is-tall"), down),
  };
}

// The part of the map that nothing lies over, in px of it: on a phone, from the bar to the list or
// sheet, and up to the column of buttons.
function visiblePart(page) {
  const ground = page.querySelector("[data-ground]").getBoundingClientRect();
  if (!NARROW.matches) return L.bounds([0, 0], [ground.width, ground.height]);
  const bar = page.querySelector("[data-bar]").getBoundingClientRect();
  const list = page.querySelector("[data-list]").getBoundingClientRect();
  const sheet = page.querySelector("[data-sheet]").getBoundingClientRect();
  const buttons = page.querySelector(".map-controls").getBoundingClientRect();
  const tops = [list, sheet].filter(({ height }) => height).map(({ top }) => top);
  const bottom = Math.min(ground.bottom, ...tops);
  return L.bounds([0, bar.bottom - ground.top], [buttons.left - ground.left, bottom - ground.top]);
}

// What stands on the map stays where it is on the screen when a panel takes or leaves room; while
// the page is still being built, and nobody has touched it, the place that the address says stays.
function keepStill(page, map, place) {
  const ground = page.querySelector("[data-ground]");
  let before = ground.getBoundingClientRect();
  let isTouched = false;
  const touched = () => { isTouched = true; };
  for (const gesture of ["pointerdown", "wheel", "keydown"]) page.addEventListener(gesture, touched, { once: true });
  new ResizeObserver(() => {
    if (PAPER.matches) return; // what is printed is what is on the screen
    const now = ground.getBoundingClientRect();
    if (!("ready" in page.dataset) && !isTouched) {
      before = now;
      place();
      return;
    }
    map.invalidateSize({ pan: false });
    const moved = [now.left - before.left, now.top - before.top];
    if (moved.some(Boolean)) map.panBy(moved, { animate: false });
    before = now;
  }).observe(ground);
}

function draggable(panel, up, down) {
  const grip = panel.querySelector("[data-grip]");
  let from = null;
  grip.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, height: panel.offsetHeight };
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (from) panel.style.height = `${from.height + from.y - event.clientY}px`;
  });
  const end = (event) => {
    if (!from) return;
    const distance = from.y - event.clientY;
    from = null;
    panel.style.height = "";
    if (distance > FAR) up();
    if (distance < -FAR) down();
  };
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}
