// A page made for paper: printed as soon as it is there, and again by its button.
document.querySelector("[data-print]").addEventListener("click", () => print());
addEventListener("load", () => print());
