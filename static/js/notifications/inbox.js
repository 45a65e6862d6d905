// While the inbox is open, what has come since is told, and shown when the reader asks for it: the
// list never moves under his eyes.
const status = document.querySelector("[data-inbox-new]");
const template = document.querySelector("[data-inbox-show]");
let told = 0;

document.addEventListener("bell:counted", ({ detail }) => {
  document.querySelector("[data-inbox-unread]").textContent = detail.shown;
  tell(detail.new);
});

function tell(number) {
  if (number === told) return;
  told = number;
  if (!number) return status.replaceChildren();
  const link = template.content.cloneNode(true);
  status.replaceChildren(words(number), link);
  htmx.process(status);
}

const words = (number) => (number > 1 ? `${number} nouvelles notifications ` : "1 nouvelle notification ");

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "boite" || !document.getElementById("boite")) return;
  tell(0);
  document.querySelector("#boite .notice__what")?.focus();
});
