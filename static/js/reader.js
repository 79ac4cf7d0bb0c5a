// Waits, light and silent, for somebody who wants to listen; only then fetches the player.
import { aidOn } from "./preferences.js";

const box = document.querySelector("[data-reader]");
const ACTIONS = ["read-play", "read-back", "read-again", "read-next", "read-here", "rate-up", "rate-down",
  "volume-up", "volume-down", "point-read", "go-on", "caption"];
// With nothing being read there is nothing to stop or to report.
const WHEN_THERE = ["read-stop", "wrong"];
let player = null;

function fetchPlayer() {
  player ??= import("./reader/wishes.js").catch((error) => {
    player = null;
    throw error;
  });
  return player;
}

const readsUnasked = () => !aidOn("silence") && (aidOn("point-read") || aidOn("start-reading"));

function pressed(event) {
  const link = event.target.closest("[data-listen]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || aidOn("silence")) return;
  event.preventDefault();
  // Where the player can't be had, the link leads to a page that needs none.
  fetchPlayer().then(({ openFrom }) => openFrom(link), () => location.assign(link.href));
}

function wished({ detail: { action } }) {
  if (aidOn("silence")) return;
  if (ACTIONS.includes(action)) fetchPlayer().then(({ act }) => act(action), () => {});
  else if (WHEN_THERE.includes(action)) player?.then(({ act }) => act(action));
}

// Whoever comes near the link may press it: the player is then there already.
function near(event) {
  if (event.target.closest?.("[data-listen]") && !aidOn("silence")) fetchPlayer().catch(() => {});
}

// What the player needs is newer than modules are; an older browser keeps the plain link.
const able = "timeout" in AbortSignal && "at" in Array.prototype;
if (box && able) {
  document.addEventListener("click", pressed);
  document.addEventListener("aid", wished);
  for (const coming of ["pointerover", "focusin"]) document.addEventListener(coming, near);
  document.addEventListener("aid:changed", () => {
    if (!player && readsUnasked()) fetchPlayer().then(({ heed }) => heed(), () => {});
  });
  if (readsUnasked()) fetchPlayer().then(({ arrive }) => arrive(), () => {});
} else if (able) {
  // The page to listen on has a sound of its own: it too takes turns with the players elsewhere.
  const own = document.querySelector("audio.listen");
  if (own) {
    import("./reader/sound.js").then(({ takeTurns }) => {
      own.addEventListener("play", takeTurns(() => own.pause()));
    });
  }
}
