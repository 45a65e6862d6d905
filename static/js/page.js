// What every page does. A page's own modules are loaded by its template.
import { copying } from "copy";
import { focusErrorSummary } from "error-summary";
import { searchBox } from "search";
import { forgetAtSignOut } from "stores";
import { submitOnce } from "submit-once";

submitOnce(document);
focusErrorSummary(document);
forgetAtSignOut(document);
copying(document);
searchBox(document);
