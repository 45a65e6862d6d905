/* « Choisir »: the reference of a site that was found, into the field of the form. */
for (const button of document.querySelectorAll("[data-take]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById("id_other");
    field.value = button.dataset.take;
    field.focus();
  });
}
