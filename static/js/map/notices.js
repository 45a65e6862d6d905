// What the map has to say, in words, above it; and the thin bar that moves while something loads.
const SAID = 6000; // ms

export function notices(root) {
  const shown = new Map();
  return {
    // What is done is said, and goes.
    pass(text) {
      this.show(text, text);
      setTimeout(() => this.clear(text), SAID);
    },
    show(id, text, action) {
      this.clear(id);
      const notice = document.createElement("p");
      notice.className = "map-notice";
      notice.append(text);
      if (action) notice.append(" ", button(action));
      shown.set(id, notice);
      root.append(notice);
    },
    clear(id) {
      shown.get(id)?.remove();
      shown.delete(id);
    },
  };
}

function button({ label, run }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "map-notice__action";
  made.textContent = label;
  made.addEventListener("click", run);
  return made;
}

export function progressBar(element) {
  let running = 0;
  return async (promise) => {
    running += 1;
    element.hidden = false;
    try {
      return await promise;
    } finally {
      running -= 1;
      element.hidden = running === 0;
    }
  };
}
