// Next and previous site of the list, without closing the sheet. The list is that of the moment
// when one began: a view that follows the open site does not change it under the walker.
import { figure } from "map/words";

export function walking(app, { list }) {
  const steps = app.find("sheet-steps");
  const rank = app.find("sheet-rank");
  const buttons = [...steps.querySelectorAll("[data-sheet-step]")];
  let order = [];

  function begin() {
    order = list.order();
    say();
  }

  function say() {
    const here = order.indexOf(app.own.site);
    steps.hidden = here < 0 || order.length < 2;
    rank.textContent = `${figure(here + 1)} sur ${figure(order.length)}`;
    for (const button of buttons) button.disabled = !order[here + Number(button.dataset.sheetStep)];
  }

  for (const button of buttons) {
    button.addEventListener("click", async () => {
      const next = order[order.indexOf(app.own.site) + Number(button.dataset.sheetStep)];
      if (!next) return;
      await app.open(next, { byHand: true, focus: false });
      if (button.disabled) buttons.find((other) => !other.disabled)?.focus();
    });
  }

  app.on("opened", (reference) => (order.includes(reference) ? say() : begin()));
  app.on("filtered", begin);
  app.on("changed", (name) => name === "tri" && begin());
  app.on("features", () => !order.includes(app.own.site) && begin());
}
