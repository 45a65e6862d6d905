// What the form's own fields do beyond HTML: usual values at one click, and what is drawn, in words.

export function fields(form) {
  const refresh = () => {
    for (const row of form.querySelectorAll("[data-quick]")) press(row);
    for (const group of form.querySelectorAll("[data-drawn]")) say(group);
  };
  form.addEventListener("click", ({ target }) => {
    const quick = target.closest("[data-quick] button");
    const clear = target.closest("[data-drawn-clear]");
    if (quick) {
      const input = document.getElementById(quick.parentElement.dataset.quick);
      put(input, input.value === quick.value ? "" : quick.value);
    }
    if (clear) {
      const group = clear.closest("[data-drawn]");
      group.querySelector("[data-draw], [data-around]")?.focus(); // the button is about to go
      put(group.querySelector("input"), "");
    }
  });
  form.addEventListener("input", refresh);
  form.addEventListener("change", refresh);
  form.addEventListener("filters:changed", refresh);
  for (const row of form.querySelectorAll("[data-quick]")) row.hidden = false;
  refresh();
}

function put(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function press(row) {
  const { value } = document.getElementById(row.dataset.quick);
  for (const button of row.children) button.setAttribute("aria-pressed", String(button.value === value));
}

function say(group) {
  const { name, value } = group.querySelector("input");
  group.querySelector("[data-drawn-words]").textContent = value && WORDS[name](value);
  group.querySelector("[data-drawn-clear]").hidden = !value;
}

// As the chips say them.
const WORDS = {
  polygone: (value) => `${value.split(";").length} sommets`,
  autour(value) {
    const [lat, lng, metres] = value.split(",").map(Number);
    return `à moins de ${distance(metres)} de ${comma(lat.toFixed(4))}, ${comma(lng.toFixed(4))}`;
  },
};

const distance = (metres) => (metres < 1000 ? `${metres} m` : `${comma(String(Math.round(metres / 10) / 100))} km`);

const comma = (number) => number.replace(".", ",");
