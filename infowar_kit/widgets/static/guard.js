// Three services for one task: keys stay with the task, a press never overtakes an answer, and a screen
// reader hears what changed.
//
// With focus on a control in an output, JupyterLab in command mode would take `x` as "delete this cell".
// Plain keys are stopped at the output's edge. Ctrl, Alt, Meta, Shift+Enter, Tab and Escape pass, so that
// JupyterLab's own keys and the way out of the task still work.
function passes(event) {
  return (
    event.ctrlKey || event.altKey || event.metaKey ||
    event.key === "Tab" || event.key === "Escape" ||
    (event.shiftKey && event.key === "Enter")
  );
}

function keep(event) {
  if (!passes(event)) event.stopPropagation();
}

// ipywidgets holds a control's second change back until the kernel has taken the first. On a slow line, or
// while the kernel is busy, "Check" pressed meanwhile would check the older answer. So a press that follows a
// change waits until the kernel has answered: by then the last change is on its way, ahead of the press.
const CHANGES = ["input", "change", "keyup", "pointerup"];

// The button of a file upload opens the browser's own dialogue: that needs the press itself.
const PRESSED = "button.jupyter-button:not(.widget-upload)";

function holder(model) {
  let changed = false;
  let held = null;
  const stir = (event) => { if (!event.target.closest?.(PRESSED)) changed = true; };
  const hold = (event) => {
    const button = event.target.closest?.(PRESSED);
    if (!button || !(changed || held)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (held) return;
    held = button;
    model.set("asked", model.get("asked") + 1);
    model.save_changes();
  };
  const release = () => {
    const button = held;
    held = null;
    changed = false;
    button?.click();
  };
  return {
    attach(edge) {
      for (const type of CHANGES) edge?.addEventListener(type, stir, true);
      edge?.addEventListener("click", hold, true);
      model.on("change:answered", release);
    },
    detach(edge) {
      for (const type of CHANGES) edge?.removeEventListener(type, stir, true);
      edge?.removeEventListener("click", hold, true);
      model.off("change:answered", release);
    },
  };
}

function render({ model, el }) {
  el.classList.add("iwk-hidden");
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  el.append(live);

  let edge = null;
  const holding = holder(model);
  const attach = () => {
    edge = el.closest(".jp-OutputArea-output, .output_subarea, .voila-output") ?? el.closest(".iwk-task");
    edge?.addEventListener("keydown", keep);
    holding.attach(edge);
  };
  // The element is not in the page yet while it is being rendered.
  const frame = requestAnimationFrame(attach);

  const say = () => {
    // The same words twice are not read twice unless the region was empty in between.
    live.textContent = "";
    setTimeout(() => { live.textContent = model.get("message"); }, 60);
  };
  model.on("change:message", say);

  return () => {
    cancelAnimationFrame(frame);
    edge?.removeEventListener("keydown", keep);
    holding.detach(edge);
    model.off("change:message", say);
  };
}

export default { render };
