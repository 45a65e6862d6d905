// When to try: now, with the network, when one comes back to the page, and as the back-off says.
import { NAME } from "./queue.js";

const IDLE_MS = 60_000;
const SETTLE_MS = 500;

// `run(hurry)` answers with the milliseconds until it is worth trying again.
export function watchTimes(run) {
  let timer;
  async function tick(hurry = false) {
    clearTimeout(timer);
    const pause = await run(hurry).catch(() => Infinity);
    timer = setTimeout(tick, Math.min(pause, IDLE_MS));
  }
  addEventListener("online", () => tick(true));
  addEventListener("pageshow", ({ persisted }) => persisted && tick());
  document.addEventListener("visibilitychange", () => document.hidden || tick());
  // a letter was kept or moved, here or in another tab: its time may be nearer
  new BroadcastChannel(NAME).addEventListener("message", () => {
    clearTimeout(timer);
    timer = setTimeout(tick, SETTLE_MS);
  });
  tick();
}
