// Nothing to see: why, and the way out of it.
import { where } from "map/state";

const ID = "nothing";

export function nothing(app) {
  let visible = null; // how many features the view holds, once they are there

  app.on("features", ({ inView }) => {
    visible = inView.length;
    say();
  });
  app.on("filtered", say);

  function say() {
    if (app.isAsking()) return; // why is not known yet
    if (visible !== 0) return app.notices.clear(ID);
    const [words, label, run] = reason(where());
    app.notices.show(ID, words, label && { label, run });
  }

  function reason({ sites, box, beyond, rest }) {
    const before = app.before();
    const chip = [...app.page.querySelectorAll("a.chip:not(.chip--reset)")].at(-1);
    if (beyond) return [beyond, "Revenir à votre territoire", () => app.filter(rest)];
    if (sites > 0) return ["Aucun site dans cette partie de la carte.", "Voir tout le territoire", () => app.fit(box)];
    if (before !== null) return ["Aucun site ne répond à ces filtres.", "Annuler le dernier filtre", () => app.filter(before)];
    if (chip) return ["Aucun site ne répond à ces filtres.", "Retirer le dernier filtre", () => chip.click()];
    return ["Aucun site ouvert dans votre territoire."];
  }
}
