// What is drawn in steps, each a task of its own: between two of them the page answers. A step that
// gives `true` has more to do, in a further task. Called anew, it begins anew; `now` does all of it
// at once.
export function inTurn(...steps) {
  let timer = 0;

  function go(index) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const next = steps[index]() === true ? index : index + 1;
      if (next < steps.length) go(next);
    });
  }

  return {
    later: () => go(0),
    now() {
      clearTimeout(timer);
      for (const step of steps) while (step() === true);
    },
  };
}
