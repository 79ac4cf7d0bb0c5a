// Draws what a device holds: the list of doors, and one door with its form.
function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

export function drawList(list, doors, choose) {
  list.replaceChildren(
    ...doors.map((door) => {
      const row = document.createElement("li");
      const button = made("button", `${door.when} · ${door.title}${door.written ? " ✓" : ""}`);
      button.type = "button";
      button.className = "button plain";
      button.addEventListener("click", () => choose(door));
      row.append(button);
      return row;
    }),
  );
}

export function drawDoor(place, door) {
  place.querySelector("[data-title]").textContent = `${door.title} · ${door.when}`;
  place.querySelector("[data-facts]").replaceChildren(...[door.name, door.address, door.word].map(fact), call(door.phone));
  place.querySelector("[data-bring]").replaceChildren(...door.bring.map((said) => made("li", said)));
  place.querySelector("[data-sections]").replaceChildren(...door.sections.flatMap(section));
}

function fact(text) {
  const row = document.createElement("div");
  row.append(made("dd", text));
  return row;
}

function call(phone) {
  const row = fact("");
  const link = made("a", phone);
  link.href = `tel:${phone}`;
  row.firstChild.append(link);
  return row;
}

function section({ heading, points }) {
  const list = document.createElement("ul");
  list.append(...points.map((point) => made("li", point)));
  return [made("h3", heading), list];
}
