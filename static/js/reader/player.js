// What is read, when, and what comes next: one page, one place in it, one voice.
import { aidOn } from "../preferences.js";
import * as following from "./following.js";
import * as highlight from "./highlight.js";
import * as panel from "./panel.js";
import { Refused, fetchScript } from "./script.js";
import * as sound from "./sound.js";

const { words } = panel;
// A sentence that fails is asked for so often in all.
const MOST_FAILURES = 2;
// Read with the eyes where there is no sound: milliseconds for a hanzi and for a letter.
const READING_MS = { hanzi: 300, letter: 60, least: 2000 };

let script = null; // of the page on the screen, once asked for
let asked = null; // the script on its way
let at = 0; // the sentence being said, or said last
let item = null; // numbers of what was pointed at; null while the page is read
let spoken = null; // {audio, words} of the sentence being said
let word = -1;
let over = false; // whether that sentence has been said to its end, and no other begun
let wanted = false; // whether there should be a voice
let turn = 0; // each new wish makes those before it void
let failures = { at: -1, times: 0 };
let pace = 0;

export const isReading = () => wanted;

function want(value) {
  if (value && !wanted) takeTurn();
  wanted = value;
  panel.showPlaying(value);
}

async function currentScript() {
  if (script?.isCurrent) return;
  asked ??= fetchScript(words).finally(() => { asked = null; });
  script = await asked;
}

// The words of the sentence, as the sound comes to them.
function move(ms) {
  const now = spoken.words.findLastIndex((each) => each.ms <= ms);
  if (now === word || now < 0) return;
  word = now;
  const { from, to } = spoken.words[now];
  panel.showCaptionWord(from, to);
  following.follow(highlight.showWord(from, to));
}

function show(n) {
  const { text, path, language } = script.lines[n];
  const element = script.elements[n];
  word = -1;
  panel.showCaption(text.slice(0, script.trueLength(n)), language);
  const located = element ? script.locatedIn(element).get(n) : [];
  following.follow(highlight.showSentence(element, located, !path));
}

// Where no voice comes, the sentence stays for as long as it takes to read it.
function showInSilence(n, message) {
  panel.say(message);
  const characters = [...script.lines[n].text];
  const hanzi = characters.filter((each) => /\p{Script=Han}/u.test(each)).length;
  const needed = hanzi * READING_MS.hanzi + (characters.length - hanzi) * READING_MS.letter;
  pace = setTimeout(goOn, Math.max(READING_MS.least, needed) / panel.setting("rate"));
}

// The first sentence from n on, or before it, of which something is true to say.
function sayable(n, step) {
  let here = n;
  while (here >= 0 && here < script.lines.length && !script.trueLength(here)) here += step;
  return here < 0 ? 0 : here;
}

// When to stop, so that a state which is no longer so is not said. Undefined: not to be said at all.
function cutOf(n) {
  const length = script.trueLength(n);
  if (length === script.lines[n].text.length) return Infinity;
  return spoken.words.find(({ from }) => from >= length)?.ms;
}

// Says sentence n of the page (null: from where reading begins; a function is given the script and
// tells), or, with `numbers`, those of what was pointed at.
export async function read(n, numbers = null, step = 1) {
  turn += 1;
  const mine = turn;
  over = false;
  hush();
  want(true);
  panel.open();
  try {
    await currentScript();
    if (mine !== turn) return;
    const from = typeof n === "function" ? n(script) : n;
    item = numbers;
    at = numbers ? from : sayable(Math.max(0, from ?? script.beginning), step);
    if (!script.lines[at]) finish();
    else await sayOne(mine);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

// Says the sentences that `find` finds in the script, unless they are being said already.
export async function readItem(find) {
  const mine = turn;
  try {
    await currentScript();
  } catch (error) {
    fail(error);
    return;
  }
  if (mine !== turn) return;
  const numbers = find(script);
  const being = wanted && numbers.includes(at) && item?.[0] === numbers[0];
  if (numbers.length && !being) read(numbers[0], numbers);
}

async function sayOne(mine) {
  if (!script.trueLength(at)) return goOn();
  show(at);
  if (!script.voice) return showInSilence(at, words.silent);
  const found = await script.sound(at);
  if (mine !== turn) return undefined;
  spoken = found;
  const cut = cutOf(at);
  if (cut === undefined) return goOn();
  tune();
  await sound.start(spoken.audio, cut);
  panel.say("");
  script.prepare(at + 1).catch(() => {});
  return undefined;
}

function goOn() {
  if (!wanted) return;
  const next = item?.[item.indexOf(at) + 1];
  if (next !== undefined) read(next, item);
  else if (aidOn("go-on")) read(at + 1);
  else rest();
}

// The sentence is over and the next one waits until it is asked for.
function rest() {
  stop();
  sound.drop();
  over = true;
}

function finish() {
  stop();
  sound.drop();
  highlight.clear();
  at = 0;
  panel.showCaption("");
  panel.say(words.ended);
}

function hush() {
  clearTimeout(pace);
  pace = 0;
  sound.pause();
}

export function stop() {
  turn += 1;
  hush();
  want(false);
}

function giveUp(message, halfway = false) {
  stop();
  if (!halfway) sound.drop();
  failures.times = 0;
  panel.say(message);
}

// What went wrong, in the resident's words; one sentence that can't be said never ends the reading.
function fail(error) {
  const { name, status } = error;
  if (name === "AbortError") return;
  if (name === "NotAllowedError") return giveUp(words.press, true);
  if (status === 429) return giveUp(words.busy);
  if (status === 503 && script) return showInSilence(at, words.unsaid);
  failures = { at, times: failures.at === at ? failures.times + 1 : 1 };
  if (failures.times >= MOST_FAILURES || !script) return giveUp(words.failed);
  if (status === 409 || status === 404) {
    script = item = null;
  } else script.sounds.delete(at);
  return read(at, item);
}

// Another page: forgotten, and read from its beginning if this one was being read.
export function turnPage(goOnReading) {
  stop();
  sound.drop();
  highlight.clear();
  panel.showCaption("");
  panel.say("");
  script = asked = item = null;
  over = false;
  at = 0;
  following.expectScroll();
  following.begin();
  if (goOnReading) read(null);
}

// The text of the page was put in anew: its marks went with the old one.
export function renew() {
  following.expectScroll();
  if (script?.isCurrent && (wanted || sound.isHalfway())) show(at);
}

export function tune() {
  sound.tune(panel.setting("rate"), panel.setting("volume"));
}

export const play = () => {
  if (wanted) return stop();
  if (over) return read(at + 1);
  if (!sound.isHalfway() || !script?.isCurrent) return read(script?.isCurrent ? at : null, item);
  turn += 1;
  want(true);
  panel.say("");
  return sound.resume().catch(fail);
};
export const back = () => read(at - 1, null, -1);
export const again = () => read(item?.[0] ?? at, item);
export const next = () => read(at + 1);

// The sentence that a report of a wrong reading is about: {page, n, version}, or null.
export const sentence = () => script && { page: script.page, n: at, version: script.version };

export function quiet() {
  turnPage(false);
  panel.close();
}

const takeTurn = sound.listen({
  moves: move,
  ends: () => {
    failures.times = 0;
    if (panel.isOpen() && !aidOn("silence")) goOn();
  },
  breaks: () => {
    if (wanted) fail(new Refused(0));
  },
  // One that is about to speak gives way as well.
  silenced: () => {
    if (!wanted) return;
    stop();
    panel.say(words.elsewhere);
  },
});
