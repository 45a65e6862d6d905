// The map page: its parts, and how the address walks through them.
import * as address from "map/address";
import { application } from "map/app";
import { around } from "map/around";
import { batching } from "map/batching";
import { colouring } from "map/colours";
import { controls } from "map/controls";
import { filtering } from "map/filtering";
import { fullScreen } from "map/full-screen";
import { ground } from "map/ground";
import { grounds } from "map/grounds";
import { here } from "map/here";
import { left } from "map/left";
import { legend } from "map/legend";
import { siteList } from "map/list";
import { siteMarkers } from "map/markers";
import { mask } from "map/mask";
import { nearMe } from "map/near";
import { nothing } from "map/nothing";
import { openedSite } from "map/opened";
import { overseas } from "map/overseas";
import { panels } from "map/panels";
import { reporting } from "map/report";
import { resumed, settled } from "map/resumed";
import { told } from "map/said";
import { pinOn, searching } from "map/searching";
import { sheet } from "map/sheet";
import { sitesLayer } from "map/sites";
import { where } from "map/state";
import { tools } from "map/tools";
import { savedViews } from "map/views";
import { walking } from "map/walking";

addEventListener("map:init", ({ detail }) => {
  const memory = left(document.querySelector("[data-map-page]"));
  const before = memory.recall(); // written to the address before anything reads it
  if (before) history.replaceState(null, "", location.pathname + before.search + before.hash);
  const app = application(detail.map);
  start(app);
  resumed(app, memory, Boolean(before));
}, { once: true });

function start(app) {
  const { map, page, find, settings } = app;
  const onOpen = (reference) => app.open(reference, { byHand: true });
  const onLight = (reference, on) => [markers, list].forEach((twin) => twin.light(reference, on));
  const closeByHand = () => app.close({ byHand: true });
  const colours = colouring(app);
  const markers = siteMarkers(app, { colours, onOpen, onLight });
  const list = siteList(find("list"), app, { colours, onOpen, onLight });
  const card = sheet(find("sheet"), { settings, onClose: closeByHand });
  const room = panels(page, map, { onList: list.write });
  const sites = sitesLayer(app);
  openedSite(app, { markers, list, card, visible: room.visible });
  filtering(app, { sites });
  const report = reporting(page, map, { url: settings.urls.report, notices: app.notices });
  const outlines = ground(map, settings);

  app.fit = ([west, south, east, north]) => {
    const { min, max } = room.visible();
    const padding = { paddingTopLeft: min, paddingBottomRight: map.getSize().subtract(max) };
    map.fitBounds([[south, west], [north, east]], { animate: false, ...padding });
  };

  app.on("features", app.light);
  const chosen = mask(app, outlines);
  nothing(app);
  told(app);
  savedViews(page);
  searching({
    openSite: (reference) => app.open(reference, { byHand: true, center: true }),
    filterTerritory: (slug) => app.filterBy("dans", slug),
    goTo: pinOn(app),
  });
  walking(app, { list });
  batching(app, { card });
  nearMe(app, { room });

  let walked = null; // the view that one came back to, until one leaves it by hand
  map.on("dragstart zoomstart", () => {
    walked = null;
  });

  // Back and forward, or an address changed by hand.
  async function walk() {
    const { query, own, view } = address.read();
    const { site, ...others } = own;
    if (!site) app.close();
    else if (site !== app.own.site) app.open(site);
    for (const [name, value] of Object.entries(others)) app.set(name, value, { push: false });
    if (view) look(view);
    walked = view;
    if (query === app.query) return;
    await app.filter(query, { push: false });
    await settled();
    if (walked) look(walked);
  }

  // A view is that of the room which the sheet leaves.
  function look({ center, zoom }) {
    map.invalidateSize({ pan: false });
    map.setView(center, zoom, { animate: false });
  }

  if (app.opening) look(app.opening);
  else app.fit(where().box);
  map.on("moveend", () => {
    app.write();
    sites.refresh();
  });
  addEventListener("popstate", walk);
  // What was done in the sheet shows everywhere at once.
  document.addEventListener("site:changed", ({ detail: { said } }) => {
    app.notices.pass(said);
    if (app.own.site) card.open(app.own.site, { focus: false });
    sites.refresh(true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (report.isPlacing()) report.stop();
    else if (room.isOverlaid()) room.showFilters(false);
    else closeByHand();
  });
  room.whenSheetDragged(find("sheet"), closeByHand);

  legend(app, { colours, stacked: markers.stacked });
  controls(app);
  fullScreen(app);
  overseas(app);
  tools(app, { room });
  const { hasParcels } = grounds(app, { outlines });
  here(app, { outlines, report, hasParcels, room, filterAround: around(app) });
  sites.ask(app.query, true);
  if (app.own.site) app.open(app.own.site, { center: !app.opening });
  else app.write(); // so that one can come back to this view too
  if (app.own.site && app.opening) look(app.opening);
  chosen();
  outlines.start(where().around);
}
