// The menus of entries close by Escape, and when one looks elsewhere.
const MENU = ".entry__menu";

export function menus(root) {
  root.addEventListener("click", ({ target }) => {
    for (const menu of root.querySelectorAll(`${MENU}[open]`)) if (!menu.contains(target)) menu.open = false;
  });
  root.addEventListener("focusin", ({ target }) => {
    // the entry itself has the focus when one arrives by its link, perhaps after its menu was opened
    const isElsewhere = (menu) => !menu.contains(target) && !target.contains(menu);
    for (const menu of root.querySelectorAll(`${MENU}[open]`)) if (isElsewhere(menu)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest(`${MENU}[open]`);
    if (!menu) return;
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
