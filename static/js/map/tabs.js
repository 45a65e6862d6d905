// Tabs as the ARIA practices describe them: one tab stop, arrows move, the panel follows.
export function tabs(root) {
  for (const list of root.querySelectorAll("[data-tabs]")) {
    const all = [...list.querySelectorAll('[role="tab"]')];
    list.addEventListener("click", (event) => choose(all, event.target.closest('[role="tab"]')));
    list.addEventListener("keydown", (event) => {
      const next = target(all, all.indexOf(document.activeElement), event.key);
      if (!next) return;
      event.preventDefault();
      choose(all, next);
      next.focus();
    });
  }
}

export function choose(all, tab) {
  if (!tab) return;
  for (const one of all) {
    const isChosen = one === tab;
    one.setAttribute("aria-selected", String(isChosen));
    one.tabIndex = isChosen ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !isChosen;
  }
}

export function chooseById(root, id) {
  choose([...root.querySelectorAll('[role="tab"]')], root.querySelector(`#${id}`));
}

function target(all, here, key) {
  if (here < 0) return null;
  return { ArrowRight: all[(here + 1) % all.length], ArrowLeft: all.at(here - 1), Home: all[0], End: all.at(-1) }[key];
}
