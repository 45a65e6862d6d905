// The menu of what one draws with: measures, the area that filters, the sites of an area.
import { areaChoice } from "map/area";
import { measuring } from "map/measure";
import { menu } from "map/menu";
import { drawnArea } from "map/polygon";
import { sketching } from "map/sketch";
import { sketchBar } from "map/sketch-bar";

export function tools(app, { room }) {
  const bar = sketchBar(app.find("tool"));
  const sketch = sketching(app, bar);
  const parts = { sketch, bar };
  const measure = measuring(app, parts);
  const polygon = drawnArea(app, { ...parts, room });
  const choose = areaChoice(app, { ...parts, polygon });
  const root = app.find("tools");
  const panel = menu(root);

  root.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-menu-panel] button");
    if (!chosen) return;
    panel.close();
    if (chosen.dataset.measure) measure(chosen.dataset.measure);
    else if ("chooseArea" in chosen.dataset) choose();
  });
}
