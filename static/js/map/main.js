// The map page begins with what one comes for, its sites; all that is around them follows at once.
import { application } from "map/app";
import { colouring } from "map/colours";
import { left } from "map/left";
import { siteMarkers } from "map/markers";
import { panels } from "map/panels";
import { sitesLayer } from "map/sites";
import { where } from "map/state";
import "map/still";

const LATE = 2000; // ms after which the rest no longer waits for the sites
const late = () => new Promise((done) => setTimeout(done, LATE));

addEventListener("map:init", ({ detail }) => {
  const memory = left(document.querySelector("[data-map-page]"));
  const before = memory.recall(); // written to the address before anything reads it
  if (before) history.replaceState(null, "", location.pathname + before.search + before.hash);
  start(application(detail.map), { memory, isBack: Boolean(before) });
}, { once: true });
dispatchEvent(new Event("map:start")); // the page is read: nothing else is waited for

function start(app, memory) {
  const { map, page } = app;
  const onOpen = (reference) => follows.then(() => app.open(reference, { byHand: true }));
  const onLight = (reference, on) => app.tell("lit", { reference, on });
  const colours = colouring(app);
  const markers = siteMarkers(app, { colours, onOpen, onLight });
  const room = panels(page, map, { onList: () => app.tell("list"), place: () => place() });
  const sites = sitesLayer(app, { colours });

  app.fit = ([west, south, east, north]) => {
    const { min, max } = room.visible();
    const padding = { paddingTopLeft: min, paddingBottomRight: map.getSize().subtract(max) };
    map.fitBounds([[south, west], [north, east]], { animate: false, ...padding });
  };
  // A view is that of the room which the sheet leaves.
  app.look = ({ center, zoom }) => {
    map.invalidateSize({ pan: false });
    map.setView(center, zoom, { animate: false });
  };
  const place = () => (app.opening ? app.look(app.opening) : app.fit(where().box));
  place();
  const follows = Promise.race([sites.ask(app.query, true), late()]).then(follow);
  map.on("moveend", () => {
    app.write();
    sites.refresh();
  });

  // Nobody waits for these before there is something to see: they would only slow it down.
  async function follow() {
    const { whole } = await import("map/whole");
    whole(app, { colours, markers, memory, onOpen, onLight, room, sites });
  }
}
