// What every page does. A page's own modules are loaded by its template.
import { bell } from "bell";
import { copying } from "copy";
import { focusErrorSummary } from "error-summary";
import { forgetOthers } from "forget";
import { searchBox } from "search";
import { forgetAtSignOut } from "stores";
import { submitOnce } from "submit-once";

forgetOthers(document.body.dataset.reader);
submitOnce(document);
focusErrorSummary(document);
forgetAtSignOut(document);
copying(document);
searchBox(document);
bell(document);

// After all that the page needs. A form that it guards, sent sooner, waits for it: signing out would
// empty the device unasked. Without it, forms go as they are.
let isGuarded = false;
const outbox = import("outbox").catch(() => {}).finally(() => (isGuarded = true));
document.addEventListener("submit", (event) => {
  if (isGuarded || !event.target.matches("[data-sign-out], [data-outbox]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  outbox.then(() => event.target.requestSubmit(event.submitter));
}, true);
