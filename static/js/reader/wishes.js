// What can be wished of the player: every button, key, press and point of the resident ends here.
import { aidOn, keepAid } from "../preferences.js";
import * as following from "./following.js";
import * as panel from "./panel.js";
import * as player from "./player.js";
import { PRESSED, placeAt, placeOf, sentencesAt, startPointing, stopPointing } from "./pointing.js";
import { mainPart } from "./script.js";

const { box } = panel;
let opener = null;
let lastPlace = null; // where the resident was in the page, before going to the player's buttons

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !mainPart().contains(selection.anchorNode)) return null;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  const text = startContainer.nodeType === Node.TEXT_NODE;
  const element = text ? startContainer.parentElement : startContainer;
  return { element, text: text ? [startContainer, startOffset] : null };
}

const inSight = (element) => element?.getBoundingClientRect().bottom > 0;

// The sentence at the selection, the focus or the last press; else the first one in sight.
function numberHere(script) {
  const kept = lastPlace?.element.isConnected ? lastPlace : null;
  const place = selected() ?? placeOf(document.activeElement) ?? kept;
  const [number] = place ? sentencesAt(script, place) : [];
  return number ?? script.elements.findIndex((element) => element !== script.main && inSight(element));
}

function step(name, by) {
  panel.open();
  panel.stepSetting(name, by);
  player.tune();
}

function toggle(name) {
  panel.open();
  keepAid(name, !aidOn(name));
  panel.saySwitched(name, aidOn(name));
}

function close() {
  if (!panel.isOpen()) return;
  const inside = box.contains(document.activeElement);
  player.quiet();
  if (inside) (opener?.isConnected ? opener : mainPart()).focus();
}

function report() {
  const about = player.sentence();
  if (about) location.assign(`${panel.words.wrong}?${new URLSearchParams(about)}`);
}

const reading = {
  "read-play": player.play,
  "read-back": player.back,
  "read-again": player.again,
  "read-next": player.next,
  "read-here": () => player.read(numberHere),
};
const others = {
  follow: () => {},
  "read-stop": close,
  "rate-up": () => step("rate", 1),
  "rate-down": () => step("rate", -1),
  "volume-up": () => step("volume", 1),
  "volume-down": () => step("volume", -1),
  wrong: report,
};

export function act(action) {
  if (aidOn("silence")) return;
  if (action in reading || action === "follow") following.begin();
  if (action in reading) panel.open();
  if (panel.SWITCHES.includes(action)) toggle(action);
  else (reading[action] ?? others[action])?.();
}

// A link to listen was pressed.
export function openFrom(link) {
  opener = link;
  following.expectScroll();
  panel.open();
  panel.focusPlay();
  following.begin();
  if (!player.isReading()) player.play();
}

function point(place) {
  following.expectScroll();
  following.begin();
  player.readItem((script) => sentencesAt(script, place));
}

function pressed({ clientX, clientY, detail }) {
  const offered = aidOn("point-read") || (panel.isOpen() && panel.offers("read-here"));
  // Presses of keys carry no place; to select a text is not to press it.
  if (!offered || !detail || !getSelection().isCollapsed) return;
  const place = placeAt(clientX, clientY);
  if (!place || place.element.closest(PRESSED)) return;
  lastPlace = place;
  following.begin();
  player.read((script) => sentencesAt(script, place)[0] ?? null);
}

// The aids as they are switched now.
export function heed() {
  if (aidOn("silence")) player.quiet();
  panel.showSwitches();
  if (!aidOn("point-read")) return stopPointing();
  panel.open();
  return startPointing(point);
}

// A page has come up. What is chosen to be read unasked waits until the page is looked at.
export function arrive() {
  heed();
  if (!aidOn("start-reading")) return;
  const begin = () => player.read(null);
  if (document.visibilityState === "visible") begin();
  else document.addEventListener("visibilitychange", begin, { once: true });
}

function swapped() {
  lastPlace = null;
  player.turnPage(player.isReading() || aidOn("start-reading"));
  const place = placeOf(document.activeElement);
  if (place && aidOn("point-read") && !player.isReading()) point(place);
}

box.addEventListener("click", (event) => {
  const action = event.target.closest("[data-do]")?.dataset.do;
  if (action) act(action);
});
box.addEventListener("change", (event) => {
  panel.keepSetting(event.target.dataset.set);
  player.tune();
});
document.addEventListener("click", pressed);
document.addEventListener("focusin", (event) => {
  lastPlace = placeOf(event.target) ?? lastPlace;
  requestAnimationFrame(following.keepFocusClear);
});
new ResizeObserver(following.keepFocusClear).observe(box);
document.addEventListener("page:swapped", swapped);
document.addEventListener("aid:changed", heed);
document.addEventListener("main:renewed", player.renew);
addEventListener("pagehide", player.stop);
panel.showSwitches();
following.watch((follows) => panel.showFollowing(follows || !player.isReading()));
