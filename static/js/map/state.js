// What the filters leave, in words: asked of the server, which alone knows how to say it.
export function stateOf(page, { url, progress }) {
  let asking = null;

  return async function refresh(query) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await progress(fetch(`${url}?${query}`, { signal, headers: { "HX-Request": "true" } }));
      if (!response.ok || response.redirected) return null;
      const holder = document.createElement("template");
      holder.innerHTML = await response.text();
      if (signal.aborted) return null;
      for (const part of holder.content.querySelectorAll("[data-part]")) {
        for (const place of page.querySelectorAll(`[data-part="${part.dataset.part}"]`)) {
          put(place, part.cloneNode(true).childNodes, page);
        }
      }
      return where();
    } catch {
      return null; // the sites layer tells of the network
    }
  };
}

// A link that goes (a filter that one takes away) leaves the focus to the one in its place.
function put(place, written, page) {
  const links = () => [...place.querySelectorAll("a")];
  const focused = links().indexOf(document.activeElement);
  place.replaceChildren(...written);
  if (focused < 0) return;
  const panels = [...page.querySelectorAll("[data-filters], [data-filters-open='']")].filter((one) => one.checkVisibility());
  const [next] = [links()[focused], links().at(-1), ...panels].filter(Boolean);
  next?.focus({ preventScroll: true });
}

export const where = () => JSON.parse(document.getElementById("map-where").textContent);
