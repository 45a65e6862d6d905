// The map opens where it was left, says so, and leads back to one's own territory.
import { where } from "map/state";

const ID = "resumed";

export function resumed(app, { memory, isBack }) {
  const { map, notices } = app;
  const remember = () => memory.remember(location);
  const forget = () => notices.clear(ID);
  map.on("moveend", remember);
  app.on("filtered", remember);
  app.on("changed", remember);
  if (app.query || app.opening) remember(); // an address that somebody followed
  if (isBack) sayIt();

  async function sayIt() {
    notices.show(ID, "Carte reprise où vous l’aviez laissée.", { label: "Revenir à mon territoire", run: home });
    if (app.query) await refilter(app.opening);
    map.once("dragstart", forget);
    app.on("filtered", forget);
  }

  // The page came with no filter: what they leave is asked for now.
  async function refilter(view) {
    await app.filter(app.query, { push: false });
    await settled();
    if (view) map.setView(view.center, view.zoom, { animate: false });
  }

  async function home() {
    forget();
    await app.filter("");
    await settled();
    app.fit(where().box);
    memory.forget(); // it opens here by itself
  }
}

// Chips that come or go change the room of the map, which moves with it.
export const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
