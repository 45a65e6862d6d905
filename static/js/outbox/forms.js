// A form marked `data-outbox` is kept on the device first, then sent: what was typed is never lost
// with the network or the session. One that htmx sends goes on being sent by htmx, kept meanwhile.
import { session } from "./deliver.js";
import { empty, kept } from "./kept.js";
import { fill, fillFiles, letterOf } from "./letter.js";
import { note } from "./notes.js";
import { flush, postpone, tell } from "./queue.js";
import * as store from "./store.js";

const MARKED = "form[data-outbox]";
const OURS_MS = 120_000; // meanwhile nobody else sends what this page is sending
const MEND = /^#envoi=([0-9a-f-]{36})$/;

export function watchForms(root, owner) {
  root.addEventListener("submit", (event) => onSubmit(event, owner), true);
  root.addEventListener("htmx:confirm", (event) => onConfirm(event, owner));
  root.addEventListener("htmx:afterRequest", onAnswer);
  mend(root, owner);
}

function onSubmit(event, owner) {
  const form = event.target;
  // a named button asks for something else (a check, a preview)
  if (!form.matches(MARKED) || isHtmx(form) || event.submitter?.name) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.sending) return;
  busy(form, true);
  send(form, owner).catch(() => form.submit()).finally(() => busy(form, false));
}

async function send(form, owner) {
  if (!navigator.onLine && !form.reportValidity()) return;
  const next = Date.now() + OURS_MS;
  const order = await store.keep({ ...(await letterOf(form, owner)), state: store.WAITING, next });
  tell();
  const answers = await flush({ hurry: true, wait: true, awaited: order });
  if (!answers[order]) await store.change(order, { next: 0 });
  const { verdict = answers.verdict, body } = answers[order] ?? {};
  if (verdict === "sent") leave(form, body);
  else if (verdict === "no" || verdict === "no-right") await showRefusal(form);
  else kept(form, verdict);
}

function leave(form, { url }) {
  note(form.dataset.outboxSaid ?? "Enregistré.");
  location.assign(url);
}

// The server's own page says what is wrong, each reason at its field; the letter stays until the
// mended one, which has its uuid, takes its place.
async function showRefusal(form) {
  const { token } = await session();
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  HTMLFormElement.prototype.submit.call(form);
}

const isHtmx = (form) => form.hasAttribute("hx-post") && "htmx" in window;

// htmx waits for our word before it asks: what is typed is in the store by then.
function onConfirm(event, owner) {
  const form = event.detail.elt;
  if (!form.matches?.(MARKED) || !isHtmx(form)) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  busy(form, true);
  const go = () => {
    busy(form, false); // htmx holds the button from here
    event.detail.issueRequest(true);
    return true;
  };
  keepThen(form, owner, go).catch(go).then((isGone) => isGone || busy(form, false));
}

async function keepThen(form, owner, go) {
  if (!navigator.onLine && !form.reportValidity()) return false;
  const order = await store.keep({ ...(await letterOf(form, owner)), state: store.WAITING, next: 0 });
  form.dataset.letter = order;
  const earlier = (await store.lettersOf(owner)).some((one) => one.order < order && one.state === store.WAITING);
  if (!navigator.onLine || earlier) {
    await flush({ hurry: true, wait: true });
    const left = await store.find(form.elements.uuid.value);
    if (left?.state === store.WAITING) {
      kept(form);
      return false;
    }
  }
  // sent just now with the earlier ones, it is answered alike
  await store.change(order, { next: Date.now() + OURS_MS });
  return go();
}

async function onAnswer({ detail }) {
  const form = detail.requestConfig?.elt; // `detail.elt` is what took its place
  const order = Number(form?.dataset?.letter);
  if (!order) return;
  delete form.dataset.letter;
  const { status } = detail.xhr;
  if (detail.xhr.getResponseHeader("HX-Redirect")) return void (await store.change(order, { next: 0 }));
  if (status < 300) await store.remove(order); // htmx calls a 422 successful
  else if (status === 403) await askAgain(form, order);
  else if (!status || status >= 500 || status === 429) {
    await postpone({ order, tries: 0 });
    kept(form);
  } else await refusedByHtmx(order, status);
  tell();
}

// The page's own token may be of a session that has ended, or was renewed in another tab.
async function askAgain(form, order) {
  await store.change(order, { next: 0 });
  const answers = await flush({ hurry: true, wait: true });
  const { verdict = answers.verdict } = answers[order] ?? {};
  if (verdict === "sent") empty(form);
  else if (verdict !== "no-right") kept(form, verdict);
}

// Its answer stands in the page, with what was typed; the photos are put back.
async function refusedByHtmx(order, status) {
  const problem = { status, detail: "certaines valeurs ne conviennent pas." };
  await store.change(order, { state: store.REFUSED, problem });
  for (const form of document.querySelectorAll(MARKED)) {
    const letter = await store.find(form.elements.uuid?.value ?? "");
    if (letter?.order === order) fillFiles(form, letter);
  }
}

async function mend(root, owner) {
  const [, uuid] = MEND.exec(location.hash) ?? [];
  const letter = uuid && (await store.find(uuid));
  const form = letter?.owner === owner && root.querySelector(`form[data-outbox="${letter.kind}"]`);
  if (!form) return;
  fill(form, letter);
  form.scrollIntoView({ block: "start" });
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
}

function busy(form, is) {
  if (is) form.dataset.sending = "";
  else delete form.dataset.sending;
  form.toggleAttribute("aria-busy", is);
  form.querySelectorAll("button:not([type=button])").forEach((button) => button.toggleAttribute("disabled", is));
}
