// Shows on the page what is being said: a bar beside the block, a line under the sentence, a box
// round the word. Nothing moves: all of it is painted over the page.
import { rangeOf } from "./text.js";

const marks = globalThis.Highlight && CSS.highlights && { reading: new Highlight(), word: new Highlight() };
if (marks) {
  marks.word.priority = 1;
  for (const [name, mark] of Object.entries(marks)) CSS.highlights.set(name, mark);
}
const frame = document.createElement("div");
frame.className = "reading-word";
frame.setAttribute("aria-hidden", "true");

let block = null;
let located = [];
let said = null; // the range of the word

function paint(name, range) {
  marks?.[name].clear();
  if (range) marks?.[name].add(range);
}

// One box for each line of the screen that a range stands on, pinyin included.
function boxesOf(range) {
  const boxes = [];
  for (const { left, top, right, bottom, width } of range.getClientRects()) {
    const before = boxes.at(-1);
    if (before && top < before.bottom && bottom > before.top) {
      before.left = Math.min(before.left, left);
      before.top = Math.min(before.top, top);
      before.right = Math.max(before.right, right);
      before.bottom = Math.max(before.bottom, bottom);
    } else if (width) boxes.push({ left, top, right, bottom });
  }
  return boxes;
}

// Words are framed by boxes of our own, which browsers without ::highlight() show as well.
function placeFrame() {
  const boxes = said ? boxesOf(said) : [];
  const origin = frame.getBoundingClientRect();
  frame.replaceChildren(...boxes.map(({ left, top, right, bottom }) => {
    const box = document.createElement("div");
    Object.assign(box.style, {
      left: `${left - origin.left}px`,
      top: `${top - origin.top}px`,
      width: `${right - left}px`,
      height: `${bottom - top}px`,
    });
    return box;
  }));
}
for (const moved of ["scroll", "resize"]) addEventListener(moved, placeFrame, { capture: true, passive: true });

export function clear() {
  block?.classList.remove("being-read", "unmarked");
  block = said = null;
  located = [];
  paint("reading", null);
  paint("word", null);
  placeFrame();
}

// Marks one sentence; gives back what should be in sight.
export function showSentence(element, places, whole) {
  clear();
  if (!element) return null;
  if (!frame.isConnected) document.body.append(frame);
  const folded = element.closest("details");
  if (folded) folded.open = true;
  located = places;
  const range = rangeOf(places);
  paint("reading", range);
  if (whole) return range;
  block = element;
  block.classList.add("being-read");
  if (!marks || !range) block.classList.add("unmarked");
  return range ?? element;
}

// Marks characters from..to of that sentence; gives back their range, if they stand on the page.
export function showWord(from, to) {
  said = rangeOf(located, from, to);
  paint("word", said);
  placeFrame();
  return said;
}
