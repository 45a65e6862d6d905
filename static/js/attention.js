// The board's filters: a territory is chosen by typing, and a choice is a question at once.
import { territoryBox } from "map/combobox";

const form = document.querySelector(".board-filters");
for (const root of form.querySelectorAll("[data-territory]")) territoryBox(root);
form.addEventListener("change", () => {
  // an address as short as can be
  for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
  form.requestSubmit();
});
addEventListener("pageshow", () => {
  for (const field of form.elements) field.disabled = false;
});

if (matchMedia("(max-width: 61.99em)").matches) document.querySelector("[data-board-filters]").open = false;
