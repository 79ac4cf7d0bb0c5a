// The keyboard: the resident's own keys become "aid" events; none while they are switched off.
import { aidOn } from "./preferences.js";

const root = document.documentElement;
const TYPING = "input:not([type=radio],[type=checkbox],[type=submit],[type=button],[type=file]),textarea,select,[contenteditable]";

const actions = new Map((root.dataset.keys || "").split(" ").filter(Boolean).map((pair) => pair.split(":")));

// By place on the keyboard: an input method or a held Alt changes the letter, not the place.
const keyOf = (event) => /^(?:Key|Digit)(\w)$/.exec(event.code)?.[1];

function held(event) {
  if (event.ctrlKey || event.metaKey || event.isComposing) return false;
  if (root.dataset.hold === "alt-shift") return event.altKey && event.shiftKey;
  return !event.altKey && !event.shiftKey && !event.target.closest?.(TYPING);
}

function press(event) {
  if (event.defaultPrevented || aidOn("silence")) return;
  // Always: it is no letter, and the browser's own use of it goes on.
  if (event.key === "Escape") tell("read-stop");
  if (event.repeat || !held(event)) return;
  const action = actions.get(keyOf(event));
  if (!action) return;
  event.preventDefault();
  tell(action);
}

function tell(action) {
  document.dispatchEvent(new CustomEvent("aid", { detail: { action } }));
}

document.addEventListener("keydown", press);
