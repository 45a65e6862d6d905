// What publishing would do, written under the choice of the readers: how many read, how many are
// alerted, with their names.
const PAUSE = 300; // ms
const ASKED = ["audience", "named", "mentions", "answers", "kind", "uuid", "attention", "attention_topic", "attention_severity", "attention_addressees"];
const SHOWN_FOR = ["audience", "named", "mentions", "attention", "attention_addressees", "attention_topic", "attention_severity"];

export function outcome(form, say) {
  const place = form.querySelector("[data-outcome]");
  if (!place || !form.dataset.readers) return;
  let timer = 0;
  let asking = null;
  let last = "";

  async function look() {
    const asked = new URLSearchParams([...new FormData(form)].filter(([name]) => ASKED.includes(name)));
    if (asked.get("audience") === "nommes" && !asked.has("named")) return put("");
    if (asked.toString() === last) return undefined;
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(`${form.dataset.readers}?${asked}`, { signal: asking.signal });
      if (!response.ok || response.redirected) return put("");
      last = asked.toString();
      return put(await response.text());
    } catch (error) {
      if (error.name !== "AbortError") put("");
      return undefined;
    }
  }

  function put(html) {
    if (!html) last = "";
    const isOpen = place.querySelector("details")?.open;
    place.innerHTML = html;
    const names = place.querySelector("details");
    if (names && isOpen) names.open = true;
    const words = place.querySelector("p")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    if (words) say(words);
  }

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };
  form.addEventListener("change", ({ target }) => {
    if (!target.name || SHOWN_FOR.includes(target.name)) soon(PAUSE);
  });
  if (form.classList.contains("is-begun")) soon(0);
  else form.addEventListener("focusin", () => soon(0), { once: true });
}
