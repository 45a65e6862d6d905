// One letter in the list of what waits.
import { REFUSED } from "./store.js";
import { excerptOf, stateOf, timeOf, titleOf } from "./words.js";

export function rowOf(letter, { retry, discard }) {
  const row = make("li", `letter letter--${letter.state}`);
  const excerpt = excerptOf(letter);
  row.append(
    make("p", "letter__title", titleOf(letter)),
    make("p", "letter__when", timeOf(letter)),
    ...(excerpt ? [make("p", "letter__text", excerpt)] : []),
    make("p", "letter__state", stateOf(letter)),
    tools(letter, { retry, discard }),
  );
  return row;
}

function tools(letter, { retry, discard }) {
  const group = make("div", "letter__tools");
  if (letter.state === REFUSED) {
    const mend = make("a", "fr-btn fr-btn--sm", "Corriger");
    mend.href = `${letter.action}#envoi=${letter.uuid}`;
    group.append(mend);
  }
  group.append(
    button("Réessayer", "fr-btn--secondary", () => retry(letter)),
    button("Supprimer", "fr-btn--tertiary", () => confirm(group, letter, { retry, discard })),
  );
  return group;
}

// What is deleted here exists nowhere else: it takes two taps.
function confirm(group, letter, actions) {
  const sure = make("div", "letter__tools");
  sure.append(
    make("span", "letter__sure", "Supprimer pour de bon ?"),
    button("Oui, supprimer", "", () => actions.discard(letter)),
    button("Non", "fr-btn--secondary", () => sure.replaceWith(tools(letter, actions))),
  );
  group.replaceWith(sure);
  sure.querySelector("button:last-child").focus();
}

const make = (tag, className, textContent = "") => Object.assign(document.createElement(tag), { className, textContent });

function button(words, className, run) {
  const made = Object.assign(make("button", `fr-btn fr-btn--sm ${className}`, words), { type: "button" });
  made.addEventListener("click", run);
  return made;
}
