// Nothing to see: why, and the way out of it.
const ID = "nothing";

export function nothing(notices, { fit, filter, lastChip }) {
  return {
    clear: () => notices.clear(ID),
    show({ sites, before, box, beyond, rest }) {
      if (beyond) {
        return notices.show(ID, beyond, { label: "Revenir à votre territoire", run: () => filter(rest) });
      }
      if (sites > 0) {
        return notices.show(ID, "Aucun site dans cette partie de la carte.", { label: "Voir tout le territoire", run: () => fit(box) });
      }
      const chip = lastChip();
      if (before !== null) {
        return notices.show(ID, "Aucun site ne répond à ces filtres.", { label: "Annuler le dernier filtre", run: () => filter(before) });
      }
      if (chip) {
        return notices.show(ID, "Aucun site ne répond à ces filtres.", { label: "Retirer le dernier filtre", run: () => chip.click() });
      }
      return notices.show(ID, "Aucun site ouvert dans votre territoire.");
    },
  };
}
