// A native range input with a real label: arrows move one step, Page Up and Page Down one day.
let count = 0;

function render({ model, el }) {
  el.classList.add("iwk-time");
  const id = `iwk-time-${++count}`;
  const label = document.createElement("label");
  label.htmlFor = id;
  label.textContent = model.get("label");
  const range = document.createElement("input");
  range.type = "range";
  range.id = id;
  const shown = document.createElement("output");
  shown.htmlFor = id;
  const days = document.createElement("div");
  days.className = "iwk-days";
  days.setAttribute("aria-hidden", "true");
  el.append(label, range, days, shown);

  const place = () => {
    if (Number(range.value) !== model.get("value")) range.value = model.get("value");
  };
  const bounds = () => {
    range.min = 0;
    range.max = model.get("last");
    range.step = 1;
    place();
    days.replaceChildren(...model.get("days").map((day) => {
      const mark = document.createElement("span");
      mark.textContent = day;
      // A day takes its share of the range also where the range ends within the last one.
      mark.style.flex = `0 1 ${(100 * model.get("day")) / model.get("last")}%`;
      return mark;
    }));
  };
  const words = () => {
    shown.textContent = model.get("text");
    range.setAttribute("aria-valuetext", model.get("text"));
  };
  const move = (value) => {
    const next = Math.max(0, Math.min(model.get("last"), value));
    range.value = next;
    if (next === model.get("value")) return;
    model.set("value", next);
    model.save_changes();
  };
  range.addEventListener("input", () => move(Number(range.value)));
  range.addEventListener("keydown", (event) => {
    const day = model.get("day");
    const by = { PageUp: day, PageDown: -day }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(Number(range.value) + by);
  });

  bounds(); words();
  model.on("change:last", bounds);
  model.on("change:days", bounds);
  model.on("change:value", place);
  model.on("change:text", words);
  return () => {
    model.off("change:last", bounds);
    model.off("change:days", bounds);
    model.off("change:value", place);
    model.off("change:text", words);
  };
}

export default { render };
