// The seconds during which a message may still be taken back, counted in words.
const STEP = 250; // ms

export function pending(box) {
  if ("live" in box.dataset) return;
  box.dataset.live = "";
  const words = box.querySelector("[data-countdown]");
  const until = performance.now() + Number(box.dataset.left) * 1000; // the server's seconds: clocks differ
  const timer = setInterval(count, STEP);
  count();

  function count() {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (!box.isConnected) return clearInterval(timer);
    if (left > 0) {
      words.textContent = `Publié dans ${left} s`;
      return undefined;
    }
    clearInterval(timer);
    words.textContent = "Publié";
    box.classList.add("is-done");
    const hadFocus = box.contains(document.activeElement);
    for (const form of box.querySelectorAll("form")) form.remove();
    if (hadFocus) box.focus({ preventScroll: true });
    box.querySelector("[data-said]").textContent = "Message publié.";
    return undefined;
  }
}
