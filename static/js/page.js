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
import("outbox").catch(() => {}); // after all that the page needs; without it, forms go as they are
