// Keeps what is said in sight until the person scrolls; then leaves the page alone until asked.
import { box, isPinned } from "./panel.js";

const LONGEST_SCROLL_MS = 3000;
// Farther than this many windows the page jumps: to fly past so much makes dizzy.
const FAR = 2;
const KEYS = /^(Arrow|Page|Home|End)| /;
let following = true;
let changed = () => {};
let ours = 0; // until when a scroll is our own doing
let target = null; // where our own scroll will end, while it lasts

function set(value) {
  following = value;
  changed(value);
}

// The page is about to scroll by itself or by us, for so many milliseconds at most.
export function expectScroll(ms = 300) {
  ours = performance.now() + ms;
}

function lost(event) {
  if (!event.target.closest?.("[data-reader], input, select, textarea")) set(false);
}

export function watch(onChange) {
  changed = onChange;
  for (const moved of ["wheel", "touchmove"]) document.addEventListener(moved, lost, { passive: true });
  document.addEventListener("keydown", (event) => {
    if (KEYS.test(event.key)) lost(event);
  });
  // The scroll bar, a jump, a key of the browser: whatever is not ours is theirs.
  document.addEventListener("scroll", () => {
    if (performance.now() > ours) set(false);
  });
  document.addEventListener("scrollend", () => {
    if (target !== null) expectScroll(100);
    target = null;
  });
}

export const begin = () => set(true);

const bottom = () => (isPinned() ? box.getBoundingClientRect().top : innerHeight);

function scrollToPlace(top) {
  const root = document.documentElement;
  target = Math.max(0, Math.min(top, root.scrollHeight - innerHeight));
  const calm = matchMedia("(prefers-reduced-motion)").matches || root.dataset.motion === "less"
    || Math.abs(target - scrollY) > FAR * innerHeight;
  expectScroll(LONGEST_SCROLL_MS);
  scrollTo({ top: target, behavior: calm ? "instant" : "smooth" });
}

// Brings a range or element into sight, if the person has not scrolled elsewhere.
export function follow(place) {
  if (!following || !place) return;
  if (performance.now() > ours) target = null;
  const { top, height } = place.getBoundingClientRect();
  // Where it will be once our own scroll has ended.
  const there = top + scrollY - (target ?? scrollY);
  const low = bottom();
  if (there >= 0 && (there + height <= low || height > low)) return;
  scrollToPlace(top + scrollY - low / 4);
}

// What has the focus never stays under the player.
export function keepFocusClear() {
  const focused = document.activeElement;
  if (!isPinned() || !focused || focused === document.body || box.contains(focused)) return;
  const rect = focused.getBoundingClientRect();
  const low = bottom();
  // All of it, or its beginning where it is taller than the room.
  const by = Math.min(rect.bottom - low, rect.top);
  if (by <= 0 || rect.top > innerHeight) return;
  expectScroll();
  scrollBy({ top: by, behavior: "instant" });
}
