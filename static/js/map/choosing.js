// The list, and the page of the chosen sites: boxes and bar where there are some.
import { followBatch } from "map/batch";
import { selectionBar } from "map/selection-bar";

const root = document.getElementById("contenu");
followBatch(root);
if (document.querySelector("[data-batch-bar]")) selectionBar({ root });
