// What the map has to say, in words, above it; and the thin bar that moves while something loads.
const SAID = 6000; // ms

export function notices(root) {
  const shown = new Map();
  return {
    // What is done is said, and goes.
    pass(text) {
      this.clear(text); // done twice, said twice
      this.show(text, text);
      setTimeout(() => this.clear(text), SAID);
    },
    // The same words again stay as they are: a screen reader would say them again.
    show(id, text, action) {
      const former = shown.get(id);
      if (former?.text === text && former.action?.label === action?.label) return Object.assign(former, { action });
      this.clear(id);
      const notice = document.createElement("p");
      notice.className = "map-notice";
      notice.append(text);
      const made = { notice, text, action };
      if (action) notice.append(" ", button(made));
      shown.set(id, made);
      root.append(notice);
    },
    clear(id) {
      const notice = shown.get(id)?.notice;
      const held = notice?.contains(document.activeElement);
      notice?.remove();
      shown.delete(id);
      if (held) root.parentElement.querySelector(".leaflet-container").focus({ preventScroll: true });
    },
  };
}

function button(shown) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "map-notice__action";
  made.textContent = shown.action.label;
  made.addEventListener("click", () => shown.action.run());
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
