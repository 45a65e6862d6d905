// The territory to follow, by typing rather than in a list of departments.
import { territoryBox } from "map/combobox";

for (const root of document.querySelectorAll("[data-territory]")) territoryBox(root);
