// What waits on this device, on every page: kept, shown, sent. Loaded after the page's own modules.
import { outboxBar } from "./bar.js";
import { watchForms } from "./forms.js";
import { readNote } from "./notes.js";
import { flush, untilDue } from "./queue.js";
import { rememberReader } from "./reader.js";
import { watchSignOut } from "./sign-out.js";
import * as store from "./store.js";
import { watchTimes } from "./times.js";

const { reader: owner, until } = document.body.dataset;

if ("indexedDB" in window && "locks" in navigator) start().catch(() => {}); // a browser that keeps nothing

async function start() {
  if (!owner && !(await store.isThere())) return;
  const bar = outboxBar(document.querySelector("main"), owner);
  if (owner) signedIn();
  else await signedOut();
  const words = readNote();
  if (words) bar.say(words);
  await bar.draw();
}

function signedIn() {
  rememberReader(owner, until);
  watchForms(document, owner);
  watchSignOut(document, owner);
  noteOpened();
  document.addEventListener("htmx:afterSettle", noteOpened);
  watchTimes(async (hurry) => {
    await flush({ hurry });
    return untilDue(await store.lettersOf(owner));
  });
  navigator.serviceWorker?.register("/service-worker.js", { type: "module" }).catch(simply);
}

// Whoever signs in next may have the right that the last one lacked.
async function signedOut() {
  if (!(await store.countAll())) return;
  await store.allowAgain();
}

// A browser without modules in its service worker shows the page of no network, no more.
function simply() {
  return navigator.serviceWorker.register("/service-worker.js?simple").catch(() => {});
}

function noteOpened() {
  for (const { dataset } of document.querySelectorAll("[data-opened-site]")) {
    store.noteOpened(owner, dataset.openedSite, dataset.openedTitle ?? "").catch(() => {});
  }
}
