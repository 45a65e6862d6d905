// What this device keeps: letters that wait for the network, and the sites opened lately, each the
// affair of one membership (`owner`).
import { openDB } from "idb";

const NAME = "sig-envois";
const MOST_OPENED = 20;
let opening;

export const WAITING = "waiting"; // will be sent by itself
export const REFUSED = "refused"; // to be mended: the server said why
export const FORBIDDEN = "forbidden"; // until one signs in again

function base() {
  opening ??= openDB(NAME, 1, {
    upgrade(db) {
      const letters = db.createObjectStore("letters", { keyPath: "order", autoIncrement: true });
      letters.createIndex("uuid", "uuid", { unique: true });
      letters.createIndex("owner", "owner");
      db.createObjectStore("opened", { keyPath: ["owner", "reference"] }).createIndex("owner", "owner");
    },
    blocking: forgetBase,
    terminated: forgetBase,
  });
  return opening;
}

// Whether this device keeps anything: asking it more would make a base there, of nothing, behind
// who has just signed out.
export async function isThere() {
  const bases = await indexedDB.databases?.();
  return bases?.some(({ name }) => name === NAME) ?? true;
}

function forgetBase() {
  opening?.then((db) => db.close());
  opening = undefined;
}

// The same uuid again takes the place, and the rank, of the former.
export async function keep(letter) {
  const work = (await base()).transaction("letters", "readwrite");
  const former = await work.store.index("uuid").get(letter.uuid);
  const fresh = { state: WAITING, tries: 0, next: 0, problem: null, at: new Date().toISOString() };
  const order = await work.store.put({ ...fresh, ...letter, ...(former && { order: former.order }) });
  await work.done;
  return order;
}

// A letter under way when its reader signs out has no base to be written in any more.
export async function change(order, values) {
  if (!(await isThere())) return;
  const work = (await base()).transaction("letters", "readwrite");
  const letter = await work.store.get(order);
  if (letter) await work.store.put({ ...letter, ...values });
  await work.done;
}

export async function remove(order) {
  if (await isThere()) await (await base()).delete("letters", order);
}

export const find = async (uuid) => (await base()).getFromIndex("letters", "uuid", uuid);

// In the order of writing.
export const lettersOf = async (owner) => (await base()).getAllFromIndex("letters", "owner", String(owner));

export const countAll = async () => ((await isThere()) ? (await base()).count("letters") : 0);

export async function noteOpened(owner, reference, title) {
  const work = (await base()).transaction("opened", "readwrite");
  await work.store.put({ owner, reference, title, at: Date.now() });
  const rows = await work.store.index("owner").getAll(owner);
  const old = rows.sort((a, b) => b.at - a.at).slice(MOST_OPENED);
  await Promise.all([...old.map((row) => work.store.delete([owner, row.reference])), work.done]);
}

// The newest first.
export async function openedBy(owner) {
  const rows = await (await base()).getAllFromIndex("opened", "owner", owner);
  return rows.sort((a, b) => b.at - a.at);
}

// All that is this owner's; what is another's stays where it is.
export async function forget(owner) {
  const work = (await base()).transaction(["letters", "opened"], "readwrite");
  for (const name of ["letters", "opened"]) {
    const keys = await work.objectStore(name).index("owner").getAllKeys(owner);
    await Promise.all(keys.map((key) => work.objectStore(name).delete(key)));
  }
  await work.done;
}

export async function allowAgain() {
  const work = (await base()).transaction("letters", "readwrite");
  for await (const cursor of work.store) {
    if (cursor.value.state === FORBIDDEN) await cursor.update({ ...cursor.value, state: WAITING, next: 0 });
  }
  await work.done;
}
