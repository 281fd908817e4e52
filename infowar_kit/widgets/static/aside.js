// Shows what it is told and keeps nothing: the words come as a message and never stand in the widget's
// state, so that saving a notebook with its widgets does not save them.
function render({ model, el }) {
  el.classList.add("iwk-aside");
  el.tabIndex = -1;
  const told = (message) => {
    if (typeof message?.html !== "string") return;
    el.innerHTML = message.html; // made and escaped by the kit's own views
    if (message.html) el.focus({ preventScroll: false });
  };
  model.on("msg:custom", told);
  return () => model.off("msg:custom", told);
}

export default { render };
