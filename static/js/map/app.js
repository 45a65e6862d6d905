// What the parts of the map share: the page and its settings, what is said, the address, and who
// listens to what. A part is a function of the app; it says what happens and hears what it needs:
//   filtered  the filters changed and the server has said what they leave (see where())
//   refused   { name of a filter: why in words }: what is asked cannot be
//   features  { kind, level, all, inView } are on the screen; who comes late hears of them too
//   opened    the reference of the site whose sheet is open, or ""
//   changed   the name of one of the page's own parameters (couleur, fond, tri…)
//   lit       { reference, on }: a site is pointed at, on the map or in the list
//   list      the list was unfolded, or folded
//   area      { ring, sites } of an area drawn to choose sites
import * as address from "map/address";
import { notices, progressBar } from "map/notices";
import { where } from "map/state";

export function application(map) {
  const page = document.querySelector("[data-map-page]");
  const find = (name) => page.querySelector(`[data-${name}]`);
  const service = document.title.split(" — ").at(-1);
  const heard = new Map();
  const { query, own, view } = address.read();
  let features = null;

  const app = {
    map,
    page,
    find,
    settings: JSON.parse(document.getElementById("map-settings").textContent),
    notices: notices(find("notices")),
    progress: progressBar(find("progress")),
    query, // the filters, as the address writes them
    own, // the page's own parameters
    opening: view, // where the address says to open
    siteTitle: () => "",

    on(name, run) {
      heard.set(name, [...(heard.get(name) ?? []), run]);
      if (name === "features" && features) run(features);
    },
    tell(name, detail) {
      if (name === "features") features = detail;
      for (const run of heard.get(name) ?? []) run(detail);
    },

    set(name, value, { push = true } = {}) {
      if (app.own[name] === value) return;
      app.own[name] = value;
      app.write(push);
      app.tell("changed", name);
    },
    write(push = false) {
      address.write({ query: app.query, own: app.own, view: address.viewOf(map) }, { push });
      document.title = `${app.siteTitle() || where().title} — ${service}`;
    },
  };
  return app;
}
