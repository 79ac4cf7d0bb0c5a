// Marks the part of a step that somebody who looks on points at; the words for it stand in the banner.
const MARK = "pointed";

function target({ point, pointValue }) {
  if (!point) return null;
  const asked = document.getElementById(`${point}-asked`) || document.getElementById(point);
  if (!pointValue) return asked;
  const option = document.querySelector(`input[name="${CSS.escape(point)}"][value="${CSS.escape(pointValue)}"]`);
  return option?.closest("label") || asked;
}

function show(region) {
  document.querySelectorAll(`.${MARK}`).forEach((old) => old.classList.remove(MARK));
  const found = target(region.dataset);
  found?.classList.add(MARK);
  found?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("live:changed", ({ detail }) => {
  if (detail.id === "together-now") show(detail);
});
const here = document.getElementById("together-now");
if (here) show(here);
