// What stands on the map: sites, or bubbles of territories. Up to MOST_ELEMENTS in view are
// elements, which a screen reader finds; every further one costs the browser a layer to lay out,
// move and paint, so that of a crowd all are painted on one canvas, by the same drawings, and
// only those that are open, lit, put apart or under the keyboard's arrows are elements too.
import { arrows } from "map/arrows";
import { bubbleItems } from "map/bubbles";
import { symbolCanvas } from "map/canvas";
import { captions } from "map/captions";
import { symbolElements } from "map/elements";
import { fan } from "map/fan";
import { siteHint } from "map/hint";
import { inTurn } from "map/in-turn";
import { stacks } from "map/overlaps";
import { pointing } from "map/pointing";
import { siteItems } from "map/site-items";

const MOST_ELEMENTS = 150;
const EDGE = 0.1; // of the view, around it
const MOST_APART = 24; // of more, one comes nearer
const DEEP = 17;
const CLOSER = 2;
const RING = 7; // px around a site whose position is approximate (symbols.js)
const GROWN = 1.25; // of the open one (map-markers.css)

export function siteMarkers(app, { colours, onOpen, onLight }) {
  const { map, page } = app;
  const canvas = symbolCanvas(map);
  const elements = symbolElements(map, { onActivate: activate, onPoint: point, onLeave: leave });
  const names = captions(map);
  const unfolded = fan(map);
  const hint = siteHint(map);
  const siteItem = siteItems(app, { colours, onOpen });
  let shown = { kind: "points", all: [] };
  let kept = null; // the open site as its sheet gives it, for when the layer does not hold it
  let items = []; // the topmost last
  let known = new Map();
  let piles = new Map();
  let pilesAt = null; // the zoom that they hold for
  let view = L.latLngBounds([]);
  let near = [];
  let crowded = false;
  let opened = "";
  let current = "";
  let pointed = ""; // what the hint tells of
  const lit = new Set();

  const pointOf = (item) => map.latLngToLayerPoint(unfolded.placeOf(item));
  const stackOf = (item) => (unfolded.holds(item.id) ? undefined : piles.get(item.id));

  function build() {
    const { kind, all } = shown;
    page.dataset.kind = kind;
    items = kind === "bubbles" ? bubbleItems(app, all) : all.map(siteItem);
    const held = kind === "points" && all.some(({ properties }) => properties.reference === opened);
    if (kept?.properties.reference === opened && !held) items.push(siteItem(kept));
    items.sort((one, other) => other.radius - one.radius || other.weight - one.weight || (one.id < other.id ? -1 : 1));
    known = new Map(items.map((item) => [item.id, item]));
    pilesAt = null;
    if (!unfolded.ids().every((id) => known.has(id))) unfolded.fold();
    redraw();
  }

  const drawing = inTurn(drawElements, paint, drawNames, hintAgain);

  function redraw() {
    look();
    names.tidy();
    drawing.later();
  }

  function draw() {
    look();
    drawing.now();
  }

  // What is in view, and what of it hides what.
  function look() {
    if (pilesAt !== map.getZoom()) {
      piles = stacks(items, (item) => map.latLngToLayerPoint(item.place));
      pilesAt = map.getZoom();
    }
    view = map.getBounds().pad(EDGE);
    near = items.filter(({ place }) => view.contains(place));
    crowded = near.length > MOST_ELEMENTS;
  }

  function paint() {
    const painted = (item) => (crowded || !elements.holds(item.id)) && !unfolded.holds(item.id);
    canvas.draw(items.filter(painted), stackOf);
  }

  function drawNames() {
    names.draw(near, { pointOf, reachOf: (item) => reachOf(item, item.id === opened), stackOf });
  }

  function drawElements() {
    const pane = map.getPane("sites");
    const held = pane.contains(document.activeElement);
    if (!near.some(({ id }) => id === current)) current = central()?.id ?? "";
    const chosen = new Set([opened, current, ...lit, ...unfolded.ids()]);
    const wanted = items.filter(({ id, place }) => chosen.has(id) || (!crowded && view.contains(place)));
    const more = elements.show(wanted.map((item) => ({ item, place: unfolded.placeOf(item), stack: stackOf(item), isFirst: chosen.has(item.id) })));
    elements.stop(current);
    elements.mark(opened, elements.OPEN, true);
    for (const id of lit) elements.mark(id, elements.LIT, true);
    // What had the focus is gone, as a bubble that one went down into.
    if (held && !pane.contains(document.activeElement)) (elements.of(current) ?? map.getContainer()).focus({ preventScroll: true });
    return more;
  }

  function central() {
    const middle = map.latLngToLayerPoint(map.getCenter());
    const far = (item) => middle.distanceTo(map.latLngToLayerPoint(item.place));
    return reachable().reduce((best, item) => (best && far(best) <= far(item) ? best : item), null);
  }

  // Of a stack, the topmost: it leads to the others.
  const reachable = () => near.filter((item) => (stackOf(item)?.[0] ?? item) === item);

  function activate(item, { byKey = false } = {}) {
    const stack = stackOf(item);
    if (!stack) return item.open();
    forgetHint();
    if (stack.length > MOST_APART && map.getZoom() < DEEP) return app.goTo(stack[0].place, map.getZoom() + CLOSER);
    unfolded.unfold(stack);
    if (byKey) current = stack[0].id;
    draw();
    if (byKey) elements.of(current)?.focus({ preventScroll: true });
  }

  function fold() {
    unfolded.fold();
    const focused = document.activeElement?.dataset?.reference;
    draw();
    if (focused && known.has(focused)) focus(piles.get(focused)?.[0] ?? known.get(focused));
  }

  function focus(item) {
    current = item.id;
    drawElements();
    elements.of(current)?.focus({ preventScroll: true });
  }

  function point(item) {
    if (document.activeElement === elements.of(item.id)) current = item.id;
    elements.stop(current);
    onLight(item.id, true);
    pointed = item.id;
    tell(item);
  }

  function tell(item) {
    const stack = stackOf(item);
    const many = stack && `${stack.length} au même endroit : cliquer ou Entrée pour les séparer`;
    hint.show(unfolded.placeOf(item), many || item.title, stack ? stack.map(({ title }) => title).join(" · ") : (item.said ?? item.words()), item.radius);
  }

  // At another zoom it stands elsewhere, and may have become a stack, or be one no longer.
  function hintAgain() {
    if (!hint.isWanted()) return;
    if (known.has(pointed)) tell(known.get(pointed));
    else forgetHint();
  }

  function forgetHint() {
    pointed = "";
    hint.hide();
  }

  function leave(item) {
    onLight(item.id, false);
    forgetHint();
  }

  arrows(map, { items: reachable, pointOf, current: () => known.get(current), go: focus });
  pointing(map, { at: canvas.at, onActivate: activate, onPoint: point, onLeave: leave });

  app.on("features", ({ kind, level, all }) => {
    if (all === shown.all) return;
    if (kind !== shown.kind || level !== shown.level) names.clear();
    shown = { kind, level, all };
    build();
  });
  app.on("changed", (name) => name === "couleur" && build());
  app.on("lit", ({ reference, on }) => {
    lit[on ? "add" : "delete"](reference);
    if (crowded && known.has(reference)) drawElements();
    elements.mark(reference, elements.LIT, on);
  });
  app.on("opened", (reference) => {
    const given = reference && app.find("sheet").querySelector("[data-feature]")?.dataset.feature;
    kept = given ? JSON.parse(given) : null;
    if (!known.has(reference) || !reference) build();
  });
  map.on("zoomstart", () => {
    if (unfolded.isOpen()) fold();
    hint.rest();
  });
  map.on("moveend", redraw);
  map.on("click", () => unfolded.isOpen() && fold());
  document.addEventListener("keydown", (event) => {
    const within = document.activeElement === document.body || map.getContainer().contains(document.activeElement);
    if (event.key !== "Escape" || !unfolded.isOpen() || !within) return;
    event.preventDefault();
    fold();
  }, { capture: true });

  return {
    open(reference) {
      if (reference === opened) return;
      elements.mark(opened, elements.OPEN, false);
      if (known.has(opened) && !reference) current = opened;
      opened = reference;
      drawElements();
      drawNames();
    },
    place: (reference) => known.get(reference)?.place ?? null,
    element: (reference) => elements.of(reference),
    stacked: () => near.filter((item) => piles.get(item.id)?.[0] === item).length,
  };
}

// How far from its middle it is drawn, in px: with the ring of an approximate position, and that of
// the open site, which is larger than the others.
function reachOf({ radius, side, drawing }, isOpen) {
  const drawn = drawing && drawing.precision !== "position" ? radius + RING : radius;
  return isOpen ? Math.max(drawn * GROWN, side / 2 + 1) : drawn;
}
