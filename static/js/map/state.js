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
          place.replaceChildren(...part.cloneNode(true).childNodes);
        }
      }
      return where();
    } catch {
      return null; // the sites layer tells of the network
    }
  };
}

export const where = () => JSON.parse(document.getElementById("map-where").textContent);
