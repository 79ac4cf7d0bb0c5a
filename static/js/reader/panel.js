// The player as it is seen: caption, message, buttons, speed and loudness.
import { aidOn, keepDisplay } from "../preferences.js";

export const box = document.querySelector("[data-reader]");
export const words = box.dataset;
const part = (name) => box.querySelector(name);
const caption = part("[data-caption]");
export const SWITCHES = ["caption", "point-read", "go-on"];
// From here on speed, loudness and switches have room beside the buttons.
const ROOMY = "(min-width: 50em) and (min-height: 40em)";

export const isOpen = () => !box.hidden;
export const isPinned = () => isOpen() && getComputedStyle(box).position === "sticky";
export const offers = (action) => Boolean(part(`[data-do="${action}"]`));

export function open() {
  if (isOpen()) return;
  part("[data-more]").open = matchMedia(ROOMY).matches;
  box.hidden = false;
}

export function close() {
  box.hidden = true;
}

export const focusPlay = () => part("[data-do=read-play]").focus();

// Announced, so only for what somebody has to know: never for what is being said.
export function say(message) {
  const status = part("[data-status]");
  if (status.textContent !== message) status.textContent = message;
}

export function showPlaying(playing) {
  part("[data-do=read-play]").textContent = playing ? words.pause : words.play;
}

export function showFollowing(following) {
  const button = part("[data-do=follow]");
  if (following && document.activeElement === button) focusPlay();
  button.hidden = following;
}

export function showSwitches() {
  for (const name of SWITCHES) {
    part(`[data-do="${name}"]`)?.setAttribute("aria-pressed", aidOn(name));
  }
}

// As data-caption-on and the like have it.
export function saySwitched(name, on) {
  say(box.getAttribute(`data-${name}-${on ? "on" : "off"}`));
}

export function showCaption(text, language = "") {
  caption.textContent = text;
  caption.lang = language;
  caption.scrollTop = 0;
}

export function showCaptionWord(from, to) {
  const text = caption.textContent;
  const word = document.createElement("mark");
  word.textContent = text.slice(from, to);
  caption.replaceChildren(text.slice(0, from), word, text.slice(to));
  const { offsetTop, offsetHeight } = word;
  const low = caption.scrollTop + caption.clientHeight;
  if (offsetTop < caption.scrollTop || offsetTop + offsetHeight > low) caption.scrollTop = offsetTop;
}

const field = (name) => part(`[data-set=${name}]`);
export const setting = (name) => Number(field(name).value) / 100;

export function keepSetting(name) {
  keepDisplay(name, field(name).value);
}

// One step faster or slower, louder or softer.
export function stepSetting(name, by) {
  const { options, selectedIndex } = field(name);
  const next = options[selectedIndex + by];
  if (next) next.selected = true;
  keepSetting(name);
  say(`${field(name).labels[0].firstChild.data.trim()} ${field(name).selectedOptions[0].text}`);
}
