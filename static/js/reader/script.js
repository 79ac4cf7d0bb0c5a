// What the page says: asked for once a page, with the place and the sound of each sentence.
import { locate, rangeOf } from "./text.js";

const PATIENCE_MS = 15_000;
const CONTROL = "input, select, textarea";
const CHOICE = "input[type=radio], input[type=checkbox]";

// An answer of the site other than "here it is".
export class Refused extends Error {
  constructor(status) {
    super(`speech: ${status}`);
    this.status = status;
  }
}

async function ask(address, query) {
  const response = await fetch(`${address}?${new URLSearchParams(query)}`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Refused(response.status);
  return response.json();
}

export const mainPart = () => document.getElementById("main");
const here = () => location.pathname + location.search;

export async function fetchScript(addresses) {
  const main = mainPart();
  const page = here();
  return new Script(await ask(addresses.script, { page }), main, page, addresses.line);
}

// Pinyin over hanzi is put in later, so it does not count as a child.
function child(element, index) {
  return [...element.children].filter((each) => each.localName !== "bdi")[index];
}

// Whether what the resident has typed or chosen since differs from what the site put there.
function isChanged(element) {
  const control = element.matches(CONTROL) ? element : element.querySelector(CHOICE) ?? element.control;
  if (!control) return false;
  if (control.matches(CHOICE)) return control.checked !== control.defaultChecked;
  if (!control.options) return control.value !== control.defaultValue;
  const first = [...control.options].findIndex((option) => option.defaultSelected);
  return control.selectedIndex !== Math.max(0, first);
}

// Word marks count characters as people do; strings here count emoji and rare hanzi as two.
function inUnits(words, text) {
  const starts = [0];
  for (const character of text) starts.push(starts.at(-1) + character.length);
  return words.map(([from, to, ms]) => ({ from: starts[from], to: starts[to], ms }));
}

class Script {
  constructor({ version, voice, lines }, main, page, address) {
    Object.assign(this, { version, voice, lines, main, page, address });
    this.sounds = new Map();
    this.elements = lines.map(({ path }) => {
      let element = main;
      for (const index of path ? path.split(".") : []) element = element && child(element, index);
      return element;
    });
  }

  // Whether this is still the page on the screen.
  get isCurrent() {
    return this.main === mainPart() && this.page === here();
  }

  // Where reading begins: what has to be put right comes before everything else.
  get beginning() {
    const problems = document.getElementById("error-summary");
    return Math.max(0, this.elements.findIndex((element) => element && problems?.contains(element)));
  }

  numbersIn(element) {
    return [...this.lines.keys()].filter((n) => this.elements[n] && element.contains(this.elements[n]));
  }

  // The places of the sentences of a block, by number.
  locatedIn(element) {
    const numbers = [...this.lines.keys()].filter((n) => this.elements[n] === element);
    const located = locate(numbers.map((n) => this.lines[n].text), element);
    return new Map(numbers.map((n, i) => [n, located[i]]));
  }

  // The sentences of the nearest block around a node.
  numbersAround(node) {
    let element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    while (element && element !== this.main) {
      const numbers = this.numbersIn(element);
      if (numbers.length) return numbers;
      element = element.parentElement;
    }
    return [];
  }

  // The sentence that stands at a place in the text, or the last one before it.
  numberAt(node, offset) {
    const numbers = this.numbersAround(node);
    const point = new Range();
    point.setStart(node, offset);
    const begun = numbers.filter((n) => {
      const range = rangeOf(this.locatedIn(this.elements[n]).get(n));
      return range && range.compareBoundaryPoints(Range.START_TO_START, point) <= 0;
    });
    return begun.at(-1) ?? numbers[0];
  }

  // How much of a sentence is true: what was typed since is not said, nor is what stood there before.
  trueLength(n) {
    const { kind, text } = this.lines[n];
    const element = this.elements[n];
    if (!["state", "option"].includes(kind) || !element || !isChanged(element)) return text.length;
    return kind === "state" ? 0 : Math.max(text.lastIndexOf("，"), text.lastIndexOf(", "), 0);
  }

  // {audio, words}: where the sound of a sentence is, and when each word begins.
  async sound(n) {
    if (!this.sounds.has(n)) this.#keep(n, await ask(this.address, this.#query(n)));
    return this.sounds.get(n);
  }

  // Has the next sentence made and brought while this one is said.
  async prepare(n) {
    if (!this.voice || !this.lines[n] || this.sounds.has(n)) return;
    const answer = await ask(this.address, { ...this.#query(n), ahead: 1 });
    // Not there yet: a better voice is still at work on it.
    if (!answer.audio) return;
    this.#keep(n, answer);
    // With a query it is somebody's own and may not be kept, so bringing it now would be in vain.
    if (!answer.audio.includes("?")) await fetch(answer.audio);
  }

  #query(n) {
    return { page: this.page, n, version: this.version, rate: 100 };
  }

  #keep(n, { audio, words }) {
    this.sounds.set(n, { audio, words: inUnits(words, this.lines[n].text) });
  }
}
