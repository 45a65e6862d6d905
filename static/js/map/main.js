// The map page begins with what one comes for, its sites; all that is around them follows at once.
import { application } from "map/app";
import { colouring } from "map/colours";
import { left } from "map/left";
import { siteMarkers } from "map/markers";
import { named } from "map/named";
import { panels } from "map/panels";
import { sitesLayer } from "map/sites";
import { where } from "map/state";
import "map/still";

addEventListener("map:init", ({ detail }) => {
  const memory = left(document.querySelector("[data-map-page]"));
  const before = memory.recall(); // written to the address before anything reads it
  if (before) history.replaceState(null, "", location.pathname + before.search + before.hash);
  named(detail.map, "Carte des sites", "carte-touches");
  start(application(detail.map), { memory, isBack: Boolean(before) });
}, { once: true });
dispatchEvent(new Event("map:start")); // the page is read: nothing else is waited for

function start(app, memory) {
  const { map, page } = app;
  const onOpen = (reference) => follows.then(() => app.open(reference, { byHand: true }));
  const onLight = (reference, on) => app.tell("lit", { reference, on });
  const colours = colouring(app);
  const markers = siteMarkers(app, { colours, onOpen, onLight });
  const room = panels(page, map, { onList: () => app.tell("list") });
  const sites = sitesLayer(app);

  app.fit = ([west, south, east, north]) => {
    const { min, max } = room.visible();
    const padding = { paddingTopLeft: min, paddingBottomRight: map.getSize().subtract(max) };
    map.fitBounds([[south, west], [north, east]], { animate: false, ...padding });
  };
  if (app.opening) map.setView(app.opening.center, app.opening.zoom, { animate: false });
  else app.fit(where().box);
  sites.ask(app.query, true);
  map.on("moveend", () => {
    app.write();
    sites.refresh();
  });

  const follows = import("map/whole").then(({ whole }) => whole(app, { colours, markers, memory, onOpen, onLight, room, sites }));
}
