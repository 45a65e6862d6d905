// Overseas departments are far from the métropole's view: one goes there by name.
import { menu } from "map/menu";

export function overseas(app) {
  const root = app.find("overseas");
  if (!root) return; // for whom all lies in one view
  const panel = menu(root);
  root.addEventListener("click", (event) => {
    const { place } = event.target.closest("[data-place]")?.dataset ?? {};
    if (place === undefined) return;
    app.fit(app.settings.overseas[Number(place)].box);
    panel.close();
    app.map.getContainer().focus({ preventScroll: true });
  });
}
