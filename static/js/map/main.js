// The map page: what each module says is carried to the others, and to the address.
import * as address from "map/address";
import { basemap } from "map/basemap";
import { territoryBox } from "map/combobox";
import { controls } from "map/controls";
import { filterForm } from "map/filters";
import { ground } from "map/ground";
import { siteList } from "map/list";
import { siteMarkers } from "map/markers";
import { nothing } from "map/nothing";
import { notices, progressBar } from "map/notices";
import { openedSite } from "map/opened";
import { panels } from "map/panels";
import { reporting } from "map/report";
import { sheet } from "map/sheet";
import { sitesLayer } from "map/sites";
import { stateOf, where } from "map/state";
import { drawLegend } from "map/symbols";

addEventListener("map:init", ({ detail }) => start(detail.map), { once: true });

function start(map) {
  const page = document.querySelector("[data-map-page]");
  const find = (name) => page.querySelector(`[data-${name}]`);
  const settings = JSON.parse(document.getElementById("map-settings").textContent);
  const service = document.title.split(" — ").at(-1);
  const say = notices(find("notices"));
  const progress = progressBar(find("progress"));
  const initial = address.read();
  let query = initial.query;
  let before = null; // the filters before the last change, to undo it
  let visible = null; // how many sites the view holds, once they are there

  const onOpen = (reference) => site.open(reference, { byHand: true });
  const onLight = (reference, on) => [markers, list].forEach((twin) => twin.light(reference, on));
  const closeByHand = () => site.close({ byHand: true });
  const markers = siteMarkers(map, { settings, onOpen, onLight });
  const list = siteList(find("list"), { settings, onOpen, onLight });
  const card = sheet(find("sheet"), { settings, onClose: closeByHand });
  const room = panels(page, map, { onList: list.write });
  const site = openedSite(map, { markers, list, card, visible: room.visible, onChange });
  const territory = territoryBox(page.querySelector("[data-territory]"));
  const form = filterForm(find("filter-form"), { onChange: () => filter(form.read()) });
  const outlines = ground(map, settings);
  const state = stateOf(page, { url: settings.urls.state, progress });
  const sites = sitesLayer(map, { url: settings.urls.sites, notices: say, progress, onFeatures: show });
  const report = reporting(page, map, { url: settings.urls.report, notices: say });
  const total = () => Number(find("total").value); // in the view and out of it
  const lastChip = () => [...page.querySelectorAll("a.chip:not(.chip--reset)")].at(-1);
  const empty = nothing(say, { fit, filter, lastChip });

  function show(all, inView) {
    markers.show(all);
    list.show(inView, total());
    site.light();
    visible = inView.length;
    sayIfEmpty();
  }

  function sayIfEmpty() {
    if (visible === 0) empty.show({ ...where(), before });
    else empty.clear();
  }

  function write(push) {
    address.write({ query, site: site.reference(), view: address.viewOf(map) }, { push });
    document.title = `${site.title() || `Carte des sites : ${where().name}`} — ${service}`;
  }

  function onChange({ byHand }) {
    write(byHand);
  }

  async function filter(asked, { push = true } = {}) {
    const moved = inTerritory(asked) !== inTerritory(query);
    if (asked !== query) before = push ? query : null;
    query = asked;
    form.write(query);
    write(push);
    find("list-link").search = query;
    sites.ask(query);
    const found = await state(query);
    if (!found) return;
    list.count(total());
    territory.set(inTerritory(query), found.chosen);
    outlines.outline(found.outlined);
    if (moved && push) fit(found.box);
    write(false);
    sayIfEmpty();
  }

  function fit([west, south, east, north]) {
    const { min, max } = room.visible();
    const padding = { paddingTopLeft: min, paddingBottomRight: map.getSize().subtract(max) };
    map.fitBounds([[south, west], [north, east]], { animate: false, ...padding });
  }

  // Back and forward, or an address changed by hand.
  function walk() {
    const { query: asked, site: reference, view } = address.read();
    if (!reference) site.close();
    map.invalidateSize({ pan: false }); // a view is that of the room which the sheet leaves
    if (view) map.setView(view.center, view.zoom, { animate: false });
    if (asked !== query) filter(asked, { push: false });
    if (reference && reference !== site.reference()) site.open(reference);
  }

  if (initial.view) map.setView(initial.view.center, initial.view.zoom, { animate: false });
  else fit(where().box);
  map.on("moveend", () => {
    write(false);
    sites.refresh();
  });
  addEventListener("popstate", walk);
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-query]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    filter(new URL(link.href).searchParams.toString().replaceAll("%2C", ","));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (report?.isPlacing()) report.stop();
    else if (room.isOverlaid()) room.showFilters(false);
    else closeByHand();
  });
  room.whenSheetDragged(find("sheet"), closeByHand);

  drawLegend(page);
  controls(map, say);
  basemap(map, settings.basemap, say, outlines.whole);
  sites.ask(query, true);
  if (initial.site) site.open(initial.site, { center: !initial.view });
  else write(false); // so that one can come back to this view too
  outlines.outline(where().outlined);
  outlines.start(where().around);
}

const inTerritory = (query) => new URLSearchParams(query).get("dans") ?? "";
