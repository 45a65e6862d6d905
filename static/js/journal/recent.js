// The filters of the recent activity: a territory chosen by typing, folded on a phone.
import { territoryBox } from "map/combobox";

for (const root of document.querySelectorAll("[data-territory]")) territoryBox(root);

// As short an address as the links write: the kinds together, nothing that is empty.
const form = document.querySelector("[data-recent-form]");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value) query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  location.assign(`${form.getAttribute("action")}?${query}`.replaceAll("%2C", ","));
});

if (matchMedia("(max-width: 61.99em)").matches) document.querySelector("[data-list-filters]").open = false;
