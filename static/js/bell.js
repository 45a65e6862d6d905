// The bell: how many notifications are unread, asked again from time to time while the page is seen.
// So does the menu, of the points d’attention that wait for an answer. It tells `bell:counted` to the page; the inbox says by `data-inbox-since` what is new to it.
import { keep, kept } from "stores";

const PAUSE = 25_000;
const LONGEST_PAUSE = 300_000;
const NAME = "bell";

export function bell(document) {
  const bells = [...document.querySelectorAll("[data-bell]")];
  if (!bells.length) return;
  const said = document.querySelector("[data-bell-said]");
  const url = said.dataset.url;
  const { reader } = document.body.dataset;
  let answer = null;
  let version = { address: "", tag: "" };
  let pause = PAUSE;
  let timer = 0;
  let asking = null;
  let isOver = false; // the session: the page says so itself when something is asked of it

  const before = kept(NAME); // shown until the first answer
  if (before?.reader === reader) show(before.answer);

  async function ask() {
    clearTimeout(timer);
    if (isOver || document.hidden || !navigator.onLine) return;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      await refresh(signal);
      pause = PAUSE;
    } catch {
      if (signal.aborted) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(ask, pause);
  }

  async function refresh(signal) {
    const since = document.querySelector("[data-inbox-since]")?.dataset.inboxSince;
    const address = since ? `${url}?${new URLSearchParams({ depuis: since })}` : url;
    const headers = { "HX-Request": "true" }; // a lost session answers with nothing
    if (version.address === address) headers["If-None-Match"] = version.tag;
    const response = await fetch(address, { signal, headers });
    if (response.status === 304) return;
    isOver = response.redirected || response.headers.has("HX-Redirect") || [401, 403].includes(response.status);
    if (isOver) return;
    if (!response.ok) throw new Error("bell");
    const found = await response.json();
    version = { address, tag: response.headers.get("ETag") ?? "" };
    if (answer && found.count > answer.count) said.textContent = `Notifications : ${found.words}`;
    show(found);
    keep(NAME, { reader, answer: found });
    document.dispatchEvent(new CustomEvent("bell:counted", { detail: found }));
  }

  function show(found) {
    answer = found;
    const words = `Notifications, ${found.words}`;
    for (const link of bells) {
      const count = link.querySelector("[data-bell-count]");
      count.hidden = found.count === 0;
      count.textContent = found.shown;
      link.querySelector("[data-bell-words]").textContent = words;
      link.title = words;
    }
    for (const waiting of document.querySelectorAll("[data-attention-waiting]")) {
      waiting.hidden = !found.attention;
      waiting.querySelector("[data-attention-count]").textContent = found.attention;
    }
    title();
  }

  // The page changes its title as it likes: the number goes before it again.
  function title() {
    if (!answer) return;
    const plain = document.title.replace(/^\(\d+\+?\) /, "");
    const wanted = answer.count ? `(${answer.shown}) ${plain}` : plain;
    if (document.title !== wanted) document.title = wanted;
  }

  new MutationObserver(title).observe(document.querySelector("title"), { childList: true });
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("inbox:changed", ask);
  addEventListener("online", ask);
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  ask();
}
