// The filters: from the form, a chip, a bubble or the address, there is one way to change them.
import { readable, withOwn } from "map/address";
import { territoryBox } from "map/combobox";
import { filterForm } from "map/filters";
import { stateOf } from "map/state";

export function filtering(app, { sites }) {
  const { page, find, settings, progress } = app;
  const form = filterForm(find("filter-form"), { onChange: () => filter(form.read()) });
  const territory = territoryBox(page.querySelector("[data-territory]"));
  const state = stateOf(page, { url: settings.urls.state, progress });
  let asking = false; // the server has not yet said what the filters leave
  let isUnsaid = false; // it could not say: asked again when the network is back
  let before = null; // the filters before the last change, to undo it

  // `fit` moves the view to the territory when it is another one.
  async function filter(asked, { push = true, fit = true } = {}) {
    const moved = inTerritory(asked) !== inTerritory(app.query);
    if (asked !== app.query) before = push ? app.query : null;
    if (asked !== app.query && push) app.own.vue = ""; // it is another view now
    app.query = asked;
    form.write(asked);
    app.write(push);
    leadToList();
    sites.ask(asked);
    asking = true;
    const found = await state(asked);
    if (app.query !== asked) return;
    asking = false;
    isUnsaid = !found;
    if (!found) return;
    territory.set(inTerritory(asked), found.chosen);
    if (moved && fit && push) app.fit(found.box);
    app.write();
    app.tell("filtered", found);
  }

  addEventListener("online", () => isUnsaid && filter(app.query, { push: false }));

  // The whole list, in the order and with the columns that one came with, and the way back.
  function leadToList() {
    find("list-link").search = readable(withOwn(app.query, app.own));
  }
  app.on("changed", leadToList);
  app.on("opened", leadToList);
  leadToList();

  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-query]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    filter(readable(new URL(link.href).searchParams));
  });

  app.filter = filter;
  app.filterBy = (name, value) => filter(changed(app.query, name, value));
  app.before = () => before;
  app.isAsking = () => asking;
}

function changed(query, name, value) {
  const params = new URLSearchParams(query);
  if (value) params.set(name, value);
  else params.delete(name);
  return readable(params);
}

const inTerritory = (query) => new URLSearchParams(query).get("dans") ?? "";
