// The base map: chosen among those declared, kept in the address; our own outlines lie under all.
import { basemap } from "map/basemap";
import { menu } from "map/menu";

export function grounds(app, { outlines }) {
  const { basemaps, defaultBasemap } = app.settings;
  const root = app.find("grounds");
  let shown = [];
  menu(root);

  function show() {
    const name = app.own.fond in basemaps ? app.own.fond : defaultBasemap;
    const { tiles } = basemaps[name];
    shown.forEach((layer) => layer.stop());
    shown = tiles.map((layer, index) => basemap(app.map, layer, app.notices, { id: `basemap-${index}`, onAway: outlines.whole }));
    if (tiles.length === 0) outlines.whole();
    root.querySelector(`[value="${name}"]`).checked = true;
  }

  root.addEventListener("change", ({ target }) => app.set("fond", target.value === defaultBasemap ? "" : target.value));
  app.on("changed", (name) => name === "fond" && show());
  show();

  return { hasParcels: () => Boolean(basemaps[app.own.fond]?.parcels) };
}
