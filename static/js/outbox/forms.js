// A form marked `data-outbox` is kept on the device first, then sent: what was typed is never lost
// with the network or the session. One that htmx sends goes on being sent by htmx, kept meanwhile.
import { session } from "./deliver.js";
import { fill, fillFiles, letterOf } from "./letter.js";
import { note } from "./notes.js";
import { flush, postpone, sendLater, tell } from "./queue.js";
import * as store from "./store.js";

const MARKED = "form[data-outbox]";
const HTMX_MS = 120_000; // meanwhile nobody else sends what htmx is sending
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
  const order = await store.keep({ ...(await letterOf(form, owner)), state: store.WAITING, next: 0 });
  tell();
  const answers = await flush({ hurry: true, wait: true });
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

function kept(form, verdict) {
  const words = verdict === "sign-in" ? KEPT_SIGNED_OUT : KEPT;
  const said = form.querySelector("[data-outbox-said-here]") ?? form.appendChild(Object.assign(document.createElement("p"), { className: "outbox-kept", tabIndex: -1 }));
  said.dataset.outboxSaidHere = "";
  said.setAttribute("role", "status");
  said.textContent = words;
  if (verdict === "sign-in") said.append(" ", signIn());
  form.reset();
  for (const input of form.querySelectorAll("[type=file]")) input.dispatchEvent(new Event("change", { bubbles: true }));
  form.elements.uuid.value = crypto.randomUUID();
  said.scrollIntoView({ block: "nearest" });
  sendLater();
  tell();
}

const KEPT = "Gardé sur cet appareil : l’envoi se fera dès le retour du réseau, même si vous quittez cette page.";
const KEPT_SIGNED_OUT = "Votre session est terminée. C’est gardé sur cet appareil, et partira quand vous serez reconnecté.";

function signIn() {
  const next = encodeURIComponent(location.pathname + location.search);
  return Object.assign(document.createElement("a"), { className: "fr-link", href: `/connexion/?next=${next}`, textContent: "Se connecter" });
}

const isHtmx = (form) => form.hasAttribute("hx-post") && "htmx" in window;

// htmx waits for our word before it asks: what is typed is in the store by then.
function onConfirm(event, owner) {
  const form = event.detail.elt;
  if (!form.matches?.(MARKED) || !isHtmx(form)) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  busy(form, true);
  const go = () => event.detail.issueRequest(true);
  keepThen(form, owner, go).catch(go).finally(() => busy(form, false));
}

async function keepThen(form, owner, go) {
  if (!navigator.onLine && !form.reportValidity()) return;
  const order = await store.keep({ ...(await letterOf(form, owner)), state: store.WAITING, next: 0 });
  form.dataset.letter = order;
  const earlier = (await store.lettersOf(owner)).some((one) => one.order < order && one.state === store.WAITING);
  if (!navigator.onLine || earlier) {
    await flush({ hurry: true, wait: true });
    const left = await store.find(form.elements.uuid.value);
    if (left?.state === store.WAITING) return kept(form);
  }
  // sent just now with the earlier ones, it is answered alike
  await store.change(order, { next: Date.now() + HTMX_MS });
  go();
}

async function onAnswer({ detail }) {
  const form = detail.elt;
  const order = Number(form.dataset?.letter);
  if (!order) return;
  delete form.dataset.letter;
  const { status } = detail.xhr;
  if (detail.xhr.getResponseHeader("HX-Redirect")) return void (await store.change(order, { next: 0 }));
  if (detail.successful) await store.remove(order);
  else if (!status || status >= 500 || status === 429) {
    await postpone({ order, tries: 0 });
    kept(form);
  } else await refusedByHtmx(order, status);
  tell();
}

// Its answer stands in the page, with what was typed; the photos are put back.
async function refusedByHtmx(order, status) {
  const problem = { status, detail: "certaines valeurs ne conviennent pas." };
  await store.change(order, { state: status === 403 ? store.FORBIDDEN : store.REFUSED, problem });
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
