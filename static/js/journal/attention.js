// Whom a point d’attention is for, until its author chooses: the préfecture and the DDETS, the ARS
// with them for health; the ARS alone among readers for health.
const USUAL = ["prefecture", "ddets"];

export function attention(form) {
  const boxes = [...form.querySelectorAll("[name=attention_addressees]")];
  if (!boxes.length) return;
  let isChosen = boxes.some((box) => box.checked !== box.defaultChecked) || form.querySelector("[data-error-summary]") !== null || "givenBack" in form.dataset;

  form.addEventListener("change", ({ target }) => {
    if (target.name === "attention_addressees") isChosen = isChosen || target.dataset.byScript === undefined;
    if (isChosen || !["attention_topic", "audience"].includes(target.name)) return;
    const chosen = new FormData(form);
    const health = chosen.get("attention_topic") === "sante" ? ["ars"] : [];
    const kinds = chosen.get("audience") === "sante" ? ["ars"] : [...USUAL, ...health];
    for (const box of boxes) box.checked = kinds.includes(box.dataset.kind);
  });
}
