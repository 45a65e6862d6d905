// Sends what waits: in order, once, from one tab at a time (or from the service worker).
import { deliver, LATER, NO, NO_RIGHT, SENT, session, SIGN_IN } from "./deliver.js";
import * as store from "./store.js";

export const NAME = "sig-envois"; // of the lock, the channel and the background sync
const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;
const STATES = { [NO]: store.REFUSED, [NO_RIGHT]: store.FORBIDDEN };
const channel = new BroadcastChannel(NAME);

export const tell = (said = {}) => channel.postMessage(said);

// {order: {verdict, body}} of what was tried. `hurry`: now, whatever was to be waited for; `wait`:
// after another tab that is sending, else nothing is done then; `awaited`: the letter whose answer
// somebody waits for, before its form.
export function flush({ hurry = false, wait = false, awaited = null } = {}) {
  return navigator.locks.request(NAME, { ifAvailable: !wait }, (lock) => (lock ? run(hurry, awaited) : {}));
}

async function run(hurry, awaited) {
  const answers = {};
  if (!(await store.countAll())) return answers;
  const mine = await session();
  if (mine.verdict === SIGN_IN) tell({ signIn: true });
  if (mine.verdict) return Object.assign(answers, { verdict: mine.verdict });
  for (const letter of await store.lettersOf(mine.reader)) {
    if (letter.state !== store.WAITING) continue;
    if (!hurry && letter.next > Date.now()) break; // what was written after it stays behind it
    const answer = await deliver(letter, { ...mine, isAwaited: letter.order === awaited });
    answers[letter.order] = answer;
    await settle(letter, answer);
    if (answer.verdict === SIGN_IN) tell({ signIn: true });
    if ([LATER, SIGN_IN].includes(answer.verdict)) break;
  }
  return answers;
}

async function settle(letter, { verdict, body, after = 0 }) {
  if (verdict === SENT) {
    await store.remove(letter.order);
  } else if (verdict === LATER) {
    await postpone(letter, after);
  } else if (verdict in STATES) {
    await store.change(letter.order, { state: STATES[verdict], problem: body });
  }
  tell({ sent: verdict === SENT ? { kind: letter.kind, site: letter.site, url: body.url } : null });
}

export async function postpone(letter, after = 0) {
  const pause = Math.max(after * 1000, Math.min(FIRST_MS * 2 ** letter.tries, LONGEST_MS));
  await store.change(letter.order, { tries: letter.tries + 1, next: Date.now() + pause });
}

// Sent even when the page is closed, where the browser knows how (not from a worker).
export async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register(NAME).catch(() => {});
}

// Milliseconds until one of them is due; Infinity when none will be sent by itself.
export function untilDue(letters) {
  const times = letters.filter(({ state }) => state === store.WAITING).map(({ next }) => next - Date.now());
  return times.length ? Math.max(1_000, times[0]) : Infinity;
}
