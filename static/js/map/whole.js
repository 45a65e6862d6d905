// All that is around the sites of the map, and how the address walks through it.
import * as address from "map/address";
import { around } from "map/around";
import { batching } from "map/batching";
import { controls } from "map/controls";
import { filtering } from "map/filtering";
import { fullScreen } from "map/full-screen";
import { ground } from "map/ground";
import { grounds } from "map/grounds";
import { here } from "map/here";
import { legend } from "map/legend";
import { siteList } from "map/list";
import { mask } from "map/mask";
import { named } from "map/named";
import { nearMe } from "map/near";
import { nothing } from "map/nothing";
import { openedSite } from "map/opened";
import { overseas } from "map/overseas";
import { paper } from "map/paper";
import { refusals } from "map/refusals";
import { reporting } from "map/report";
import { resumed, settled } from "map/resumed";
import { told } from "map/said";
import { pinOn, searching } from "map/searching";
import { sheet } from "map/sheet";
import { where } from "map/state";
import { tools } from "map/tools";
import { savedViews } from "map/views";
import { walking } from "map/walking";

export function whole(app, { colours, markers, memory, onOpen, onLight, room, sites }) {
  const { map, page, find, settings } = app;
  named(map, "Carte des sites", "carte-touches");
  const closeByHand = () => app.close({ byHand: true });
  const list = siteList(find("list"), app, { colours, onOpen, onLight });
  const card = sheet(find("sheet"), { settings, onClose: closeByHand });
  openedSite(app, { markers, list, card, visible: room.visible });
  filtering(app, { sites });
  refusals(app);
  const report = reporting(page, map, { url: settings.urls.report, notices: app.notices });
  const outlines = ground(map, settings);

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
    if (view) app.look(view);
    walked = view;
    if (query === app.query) return;
    await app.filter(query, { push: false });
    await settled();
    if (walked) app.look(walked);
  }

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
  paper(app);
  overseas(app);
  tools(app, { room });
  const { hasParcels } = grounds(app, { outlines });
  here(app, { outlines, report, hasParcels, room, filterAround: around(app) });
  resumed(app, memory);
  if (app.own.site) app.open(app.own.site, { center: !app.opening });
  else app.write(); // so that one can come back to this view too
  if (app.own.site && app.opening) app.look(app.opening);
  chosen();
  outlines.start(where().around);
  page.dataset.ready = ""; // everything answers
}
