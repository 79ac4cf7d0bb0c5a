// Two lines that meet where the pointer is, or where the focus went: nobody loses the row.
const lines = document.createElement("div");
lines.className = "crosshair";
lines.setAttribute("aria-hidden", "true");
lines.append(document.createElement("i"), document.createElement("i"));

let waiting = 0;
function meet(x, y) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    lines.style.setProperty("--x", `${Math.round(x)}px`);
    lines.style.setProperty("--y", `${Math.round(y)}px`);
  });
}

// Under the first line of the focused thing and before its beginning: the words stay free.
const ASIDE = 8;
let focused = null;
function attend() {
  if (!focused?.isConnected) return;
  const box = focused.getClientRects()[0];
  if (box) meet(Math.max(0, box.left - ASIDE), box.bottom);
}

function focus(event) {
  focused = event.target;
  attend();
}

function point(event) {
  focused = null;
  meet(event.clientX, event.clientY);
}

export function show(on) {
  const change = on ? addEventListener : removeEventListener;
  change("pointermove", point);
  change("pointerdown", point);
  change("focusin", focus);
  change("scroll", attend, { passive: true });
  change("resize", attend);
  if (!on) {
    lines.remove();
    return;
  }
  document.body.append(lines);
  focused = document.activeElement === document.body ? document.querySelector("h1") : document.activeElement;
  attend();
}
