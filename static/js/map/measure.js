// How far, how large: a line or a ring sketched on the map, in words.
import { areaOf, distance, lengthOf } from "map/geometry";
import { figure, plural } from "map/words";

const DISTANCE = "Mesurer une distance.";
const AREA = "Mesurer une surface.";

export function measuring(app, { sketch, bar }) {
  const measures = {
    line: { words: DISTANCE, say: lengthWords },
    ring: { words: AREA, say: areaWords },
  };

  return function measure(shape) {
    const { words, say } = measures[shape];
    sketch.start({ shape, words, say, onEnd });

    function close() {
      sketch.stop();
      app.map.getContainer().focus({ preventScroll: true });
    }

    function onEnd(corners) {
      const again = { label: "Mesurer à nouveau", run: () => measure(shape), main: true };
      bar.show(words, [again, { label: "Fermer", run: close }], { onDismiss: close, focus: true });
      bar.say(say(corners));
    }
  };
}

const count = (corners) => plural(corners.length, "sommet");

function lengthWords(corners) {
  if (corners.length < 2) return count(corners);
  const last = corners.length > 2 ? ` ; dernier segment : ${metres(distance(corners.at(-2), corners.at(-1)))}` : "";
  return `${count(corners)}, ${metres(lengthOf(corners))}${last}`;
}

export function areaWords(corners) {
  if (corners.length < 3) return count(corners);
  return `${count(corners)}, ${squareMetres(areaOf(corners))} ; périmètre : ${metres(lengthOf([...corners, corners[0]]))}`;
}

export function metres(value) {
  if (value < 1000) return `${figure(Math.round(value))} m`;
  return `${figure(Number((value / 1000).toFixed(value < 100_000 ? 1 : 0)))} km`;
}

function squareMetres(value) {
  if (value < 10_000) return `${figure(Math.round(value))} m²`;
  if (value < 1_000_000) return `${figure(Number((value / 10_000).toFixed(1)))} ha`;
  return `${figure(Number((value / 1_000_000).toFixed(value < 100_000_000 ? 1 : 0)))} km²`;
}
