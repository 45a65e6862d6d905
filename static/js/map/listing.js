// The list's filters: a territory chosen by typing, and an address as short as the map's.
import { territoryBox } from "map/combobox";
import { enhance, queryOf } from "map/filters";
import { savedViews } from "map/views";

for (const root of document.querySelectorAll("[data-territory]")) territoryBox(root);

savedViews(document);

const form = document.querySelector("[data-filter-form]");
enhance(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  location.assign(`${form.getAttribute("action")}?${queryOf(form)}`);
});

if (matchMedia("(max-width: 61.99em)").matches) document.querySelector("[data-list-filters]").open = false;
