// Finds the sentences of the script in the text of the page, character by character.
const NOT_READ = "rt, rp, option, script, style";
const SAID = /[\p{L}\p{N}]/u;

// The text of an element with runs of blanks made one, and where each character of it stands.
function flat(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  let seen = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(NOT_READ)) continue;
    for (let i = 0; i < node.data.length; i += 1) {
      const blank = /\s/.test(node.data[i]);
      if (blank && (!seen || seen.endsWith(" "))) continue;
      seen += blank ? " " : node.data[i];
      places.push([node, i]);
    }
  }
  return { seen, places };
}

// The longest piece that a[a0..a1) and b[b0..b1) share: where it begins in each, and its length.
function longestShared(a, b, [a0, a1, b0, b1]) {
  const row = new Uint16Array(b1 - b0 + 1);
  let best = [0, 0, 0];
  for (let i = a0; i < a1; i += 1) {
    for (let j = b1 - 1; j >= b0; j -= 1) {
      const length = a[i] === b[j] ? row[j - b0] + 1 : 0;
      row[j - b0 + 1] = length;
      if (length > best[2] || (length && length === best[2] && i - length + 1 === best[0])) {
        best = [i - length + 1, j - length + 1, length];
      }
    }
  }
  return best;
}

// A sentence with words that don't stand on the page (numbers, states, headers): what does, in order.
function align(a, b, area, found) {
  const [i, j, length] = longestShared(a, b, area);
  if (!length || (length === 1 && !SAID.test(a[i]))) return;
  for (let k = 0; k < length; k += 1) found[i + k] = j + k;
  const [a0, a1, b0, b1] = area;
  align(a, b, [a0, i, b0, j], found);
  align(a, b, [i + length, a1, j + length, b1], found);
}

function indices(text, seen, after) {
  const start = seen.indexOf(text, after);
  if (start >= 0) return Array.from(text, (_, i) => start + i);
  const found = [];
  align(text, seen, [0, text.length, after, seen.length], found);
  return found;
}

// For each text, in order, an array that gives most of its characters their [node, offset].
export function locate(texts, element) {
  const { seen, places } = flat(element);
  let after = 0;
  return texts.map((text) => {
    const found = indices(text, seen, after);
    after = Math.max(after, ...found.filter((i) => i !== undefined).map((i) => i + 1));
    return Array.from({ length: text.length }, (_, i) => places[found[i]]);
  });
}

// What stands on the page of characters from..to of a located text; null where nothing does.
export function rangeOf(located, from = 0, to = located.length) {
  const shown = located.slice(from, to).filter(Boolean);
  if (!shown.length) return null;
  const range = new Range();
  const [node, offset] = shown.at(-1);
  range.setStart(...shown[0]);
  range.setEnd(node, offset + 1);
  return range;
}
