// Two services for one task: keys stay with the task, and a screen reader hears what changed.
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

function render({ model, el }) {
  el.classList.add("iwk-hidden");
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  el.append(live);

  let edge = null;
  const attach = () => {
    edge = el.closest(".jp-OutputArea-output, .output_subarea, .voila-output") ?? el.closest(".iwk-task");
    edge?.addEventListener("keydown", keep);
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
    model.off("change:message", say);
  };
}

export default { render };
