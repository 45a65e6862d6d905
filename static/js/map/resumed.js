// The map opens where it was left, says so, and leads back to one's own territory.
import { where } from "map/state";

const ID = "resumed";

export function resumed(app, memory, isBack) {
  const { map, notices } = app;
  const remember = () => memory.remember(location);
  map.on("moveend", remember);
  app.on("filtered", remember);
  app.on("changed", remember);
  if (isBack) sayIt();

  async function sayIt() {
    notices.show(ID, "Carte reprise où vous l’aviez laissée.", { label: "Revenir à mon territoire", run: home });
    // the page came with no filter: what they leave is asked for now
    if (app.query) await app.filter(app.query, { push: false });
    map.once("dragstart", () => notices.clear(ID));
    app.on("filtered", () => notices.clear(ID));
  }

  async function home() {
    notices.clear(ID);
    await app.filter("");
    app.fit(where().box);
  }
}
