// The chosen sites on the map: a drawn area chooses too, and the panel of the sheet acts on them.
import { batchAddress, followBatch } from "map/batch";
import { chosen } from "map/selection";
import { selectionBar } from "map/selection-bar";

export function batching(app, { card }) {
  async function act(references) {
    app.close();
    if (await card.show(batchAddress(references))) followBatch(app.find("sheet-body"));
  }

  selectionBar({ root: app.page, onAct: act });
  app.on("area", ({ sites }) => chosen.setAll(sites));
}
