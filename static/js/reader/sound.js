// The one voice: plays an address, says where it is, and never speaks over another page's voice.
const PATIENCE_MS = 12_000;
const audio = new Audio();
audio.preservesPitch = true;
let hears = { moves() {}, ends() {}, breaks() {} };
let until = Infinity; // ms
let waiting = 0;
let begun = false; // whether the address being played has sounded at all

// Only one page of the site speaks at a time: whoever is asked last silences the others. Asked, not
// begun: a page that goes on to its next sentence must not silence one whose sound is on its way.
export function takeTurns(silenced) {
  const pages = new BroadcastChannel("nuanchuang-reading");
  pages.addEventListener("message", silenced);
  return () => pages.postMessage("asked");
}

export function listen(listeners) {
  hears = listeners;
  return takeTurns(listeners.silenced);
}

function end() {
  audio.pause();
  hears.ends();
}

// In a hidden window frames stop; timeupdate then keeps the end of a sentence in time.
function look() {
  if (audio.paused) return;
  const ms = audio.currentTime * 1000;
  if (ms >= until) end();
  else hears.moves(ms);
}

function everyFrame() {
  look();
  if (!audio.paused && !audio.ended) requestAnimationFrame(everyFrame);
}

function expectSound() {
  clearTimeout(waiting);
  waiting = setTimeout(() => hears.breaks(), PATIENCE_MS);
}

audio.addEventListener("playing", () => {
  begun = true;
  clearTimeout(waiting);
  requestAnimationFrame(everyFrame);
});
audio.addEventListener("timeupdate", look);
audio.addEventListener("waiting", expectSound);
audio.addEventListener("ended", () => hears.ends());
audio.addEventListener("error", () => {
  // What never began is told by play().
  if (begun) hears.breaks();
});

export function tune(rate, volume) {
  // A new source goes back to the default rate.
  audio.defaultPlaybackRate = rate;
  audio.playbackRate = rate;
  audio.volume = volume;
}

// Plays an address up to a time. Rejects as HTMLMediaElement.play() does.
export function start(address, untilMs = Infinity) {
  until = untilMs;
  begun = false;
  audio.src = address;
  return resume();
}

export function resume() {
  expectSound();
  return audio.play();
}

export function pause() {
  clearTimeout(waiting);
  audio.pause();
}

// Nothing to resume any more.
export function drop() {
  pause();
  begun = false;
  audio.removeAttribute("src");
}

export const isHalfway = () => audio.hasAttribute("src") && audio.paused && !audio.ended && !audio.error;
