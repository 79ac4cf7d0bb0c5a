// Point and hear: what the pointer rests on, a finger holds or the focus reaches is read.
// Nothing is pressed, held back or moved for anybody: a link stays a link.
import { mainPart } from "./script.js";

const DWELL_MS = 350;
export const PRESSED = "a, button, input, select, textarea, label, summary";

// The place in the text under a point: [node, offset], or null.
function textAt(x, y) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at?.offsetNode.nodeType === Node.TEXT_NODE ? [at.offsetNode, at.offset] : null;
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range?.startContainer.nodeType === Node.TEXT_NODE ? [range.startContainer, range.startOffset] : null;
}

// What is under a point of the page: {element, text}, or null outside of the main part.
export function placeAt(x, y) {
  const element = document.elementFromPoint(x, y);
  if (!element || !mainPart().contains(element) || element === mainPart()) return null;
  const text = textAt(x, y);
  return { element, text: text && element.contains(text[0]) ? text : null };
}

// What has the focus.
export function placeOf(element) {
  return mainPart().contains(element) && element !== mainPart() ? { element, text: null } : null;
}

// Everything that belongs to a field: its name, its hint and its problem, then itself.
function partsOf(element) {
  const described = (element.getAttribute("aria-describedby") ?? "").split(" ");
  const others = described.map((id) => id && document.getElementById(id));
  return [...(element.labels ?? []), ...others, element].filter(Boolean);
}

// The numbers of the sentences that a place stands for.
export function sentencesAt(script, place) {
  const { element, text } = place;
  const pressed = element.closest(PRESSED);
  if (!pressed) {
    const number = text && script.numberAt(...text);
    return number === undefined || number === null ? script.numbersAround(element).slice(0, 1) : [number];
  }
  const own = new Set(partsOf(pressed).flatMap((part) => script.numbersIn(part)));
  if (own.size) return [...own].sort((a, b) => a - b);
  // A link in the middle of a text: the sentence it stands in.
  const walker = document.createTreeWalker(pressed, NodeFilter.SHOW_TEXT);
  const first = walker.nextNode();
  const number = first && script.numberAt(first, 0);
  return number === undefined || number === null ? [] : [number];
}

let tell = null;
let point = null;
let resting = 0;

// A hand that trembles still rests: what counts is what lies under the point a moment later.
function rest() {
  resting = 0;
  const place = point && placeAt(...point);
  if (place) tell?.(place);
}

function wait(event) {
  point = [event.clientX, event.clientY];
  resting ||= setTimeout(rest, DWELL_MS);
}

function forget() {
  clearTimeout(resting);
  resting = 0;
  point = null;
}

const listeners = {
  pointermove: (event) => {
    if (event.pointerType !== "touch") wait(event);
  },
  pointerdown: (event) => {
    if (event.pointerType === "touch") wait(event);
  },
  pointerup: (event) => {
    if (event.pointerType === "touch") forget();
  },
  pointercancel: forget,
  pointerleave: forget,
  focusin: (event) => {
    const place = placeOf(event.target);
    if (place) tell(place);
  },
};

// Calls say(place) for what is pointed at, until it is stopped.
export function startPointing(say) {
  if (tell) return;
  tell = say;
  for (const [name, act] of Object.entries(listeners)) document.addEventListener(name, act, { passive: true });
}

export function stopPointing() {
  if (!tell) return;
  tell = null;
  forget();
  for (const [name, act] of Object.entries(listeners)) document.removeEventListener(name, act);
}
