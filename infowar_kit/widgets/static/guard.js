// Five services for one task: keys stay with the task, a press never overtakes an answer, nothing is asked until
// it can be answered, the focus is not dropped, and a screen reader hears what changed.
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

// ipywidgets holds a control's second change back until the kernel has taken the first, and JupyterLab may send
// changes and presses to different threads of the kernel. On a slow line, or while the kernel is busy, "Check"
// could then check the older answer. So a press waits until the kernel has taken every change in its task.
// `_pending_msgs` is ipywidgets' own count of them; should it be gone one day, presses go through as always.
async function pending(manager, id) {
  const model = await manager.get_model(id);
  if (model._pending_msgs > 0) return true;
  const children = (model.get("children") ?? []).map((child) => pending(manager, child.model_id));
  return (await Promise.all(children)).includes(true);
}

// A task is drawn piece by piece: boxes first, what stands in them a little later. It is all there once the views
// of every model in it are.
async function drawn(manager, id) {
  const model = await manager.get_model(id);
  for (const view of await Promise.all(Object.values(model.views ?? {})))
    await Promise.all(view.children_views?.views ?? []);
  await Promise.all((model.get("children") ?? []).map((child) => drawn(manager, child.model_id)));
}

// The model whose view is this node.
async function modelOf(manager, id, node) {
  const model = await manager.get_model(id);
  for (const view of await Promise.all(Object.values(model.views ?? {}))) if (view.el === node) return model;
  for (const child of model.get("children") ?? []) {
    const found = await modelOf(manager, child.model_id, node);
    if (found) return found;
  }
  return null;
}

// Give a control the focus, where it is drawn.
async function takes(manager, id) {
  const model = await manager.get_model(id);
  for (const view of await Promise.all(Object.values(model.views ?? {}))) view.el.focus();
}

// A press that brings other questions takes a while: the kernel has to take it, and what is asked then comes piece
// by piece. What is chosen meanwhile would be an answer to what is just going, while the reader may have the next
// part's words before their eyes. So until all of it is there nothing else in the task can be pressed. The button
// that was pressed is left as it is, or who works by keyboard would be thrown out; a second press of it is not taken.
// When the kernel has done what was asked, it says so through the button.
function turner(model, edge) {
  const manager = model.widget_manager;
  let turn = null;
  const end = () => {
    if (!turn) return;
    for (const part of turn.still) part.inert = false;
    turn.task.removeAttribute("aria-busy");
    turn.source?.off("msg:custom", turn.told);
    turn.done();
    turn = null;
  };
  const begin = async (button) => {
    const task = edge();
    if (turn || !task || !button.classList.contains("iwk-turns")) return;
    const still = [...task.children].filter((part) => !part.contains(button) && !part.matches(".iwk-guard"));
    for (const part of still) part.inert = true;
    task.setAttribute("aria-busy", "true");
    const mine = turn = { task, still, source: null };
    mine.over = new Promise((done) => { mine.done = done; });
    mine.told = async (message) => {
      if (!message?.turned) return;
      await drawn(manager, model.get("task")).catch(() => {});
      if (turn !== mine) return;
      end();
      if (message.focus) await takes(manager, message.focus).catch(() => {});
    };
    mine.source = await modelOf(manager, model.get("task"), button).catch(() => null);
    // Of a kernel that was started anew nothing comes any more: what it drew stays as it is.
    if (!mine.source || mine.source.comm_live === false) end();
    else mine.source.on("msg:custom", mine.told);
  };
  return { begin, end, get busy() { return turn !== null; }, get over() { return turn?.over; } };
}

// The button of a file upload opens the browser's own dialogue: that needs the press itself.
const PRESSED = "button.jupyter-button:not(.widget-upload)";
const WAIT = 20; // ms

// Several guards may stand in one output: a list to choose a task from, and the task. Each holds the presses of
// its own; and one that is let through is marked on the button itself, or each would hold what the other lets go.
function holder(model, own, turns) {
  let held = null;
  const hold = async (event) => {
    const button = event.target.closest?.(PRESSED);
    if (!button || button.iwkThrough || own() !== button.closest(".iwk-task")) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (held || turns.busy) return;
    held = button;
    const begun = turns.begin(button);
    try {
      // At least one turn: while Enter still presses a button, browsers ignore a second press of it.
      do await new Promise((done) => setTimeout(done, WAIT));
      while (await pending(model.widget_manager, model.get("task")));
    } catch {
      // What waits cannot be known: the press goes through.
    }
    await begun;
    held = null;
    // A button that went away or was switched off meanwhile sends nothing, and nothing would come back.
    if (!button.isConnected || button.disabled) turns.end();
    button.iwkThrough = true;
    button.click();
    button.iwkThrough = false;
  };
  return hold;
}

// A press may switch its own button off or hide it: the last part is reached, the last clue is open. The browser
// then drops the focus, and who works by keyboard begins at the top of the page again. So the next button takes it.
const BUTTON = "button.jupyter-button";

function keeper(edge) {
  let at = null; // the button that has the focus
  const usable = (button) => !button.disabled && button.getClientRects().length > 0;
  const next = () => {
    const all = [...edge.querySelectorAll(BUTTON)].filter((button) => usable(button));
    const beside = all.filter((button) => button.parentElement === at.parentElement);
    const after = beside.find((button) => at.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
    return after ?? beside.at(-1) ?? all.find((button) => button.matches(".iwk-main")) ?? all[0];
  };
  const look = () => {
    if (!at || usable(at)) return;
    const dropped = [at, document.body, null].includes(document.activeElement);
    if (dropped) next()?.focus();
    else at = null;
  };
  const took = (event) => { at = event.target.closest?.(BUTTON) ?? null; };
  // Who leaves a button that can still be pressed wants to leave.
  const left = () => { if (at && usable(at)) at = null; };
  const seen = new MutationObserver(() => { group(edge); look(); });
  group(edge);
  edge.addEventListener("focusin", took);
  edge.addEventListener("focusout", left);
  seen.observe(edge, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["disabled", "style", "class"],
  });
  return () => {
    seen.disconnect();
    edge.removeEventListener("focusin", took);
    edge.removeEventListener("focusout", left);
  };
}

// What a reader has opened stays open when it is drawn anew, as a map is at each step of the clock.
function folds(edge) {
  const open = new Map();
  const kept = (event) => {
    const { stays } = event.target.dataset ?? {};
    if (stays && event.target.isConnected) open.set(stays, event.target.open);
  };
  const again = () => {
    for (const one of edge.querySelectorAll("details[data-stays]"))
      if (open.has(one.dataset.stays) && one.open !== open.get(one.dataset.stays)) one.open = open.get(one.dataset.stays);
  };
  const seen = new MutationObserver(again);
  edge.addEventListener("toggle", kept, true);
  seen.observe(edge, { subtree: true, childList: true });
  return () => { seen.disconnect(); edge.removeEventListener("toggle", kept, true); };
}

// ipywidgets gives its radio buttons no name: then Tab stops at each of them, and an arrow at the end of one
// question goes on into the next and answers it. A name of its own makes each question a group.
function group(edge) {
  for (const box of edge.querySelectorAll(".widget-radio-box")) {
    box.dataset.group ??= `iwk-${Math.random().toString(36).slice(2)}`;
    for (const radio of box.querySelectorAll("input[type=radio]"))
      if (radio.name !== box.dataset.group) radio.name = box.dataset.group;
  }
}

// A check never moves the page. What is found may stand above and below the button that was pressed, and pushes
// it away when it grows: so the button is held where it was on the screen. Then the focus goes to the first line
// of what was said, and only if that is out of view is it brought in, by as little as it takes. A new part comes
// to the top of the view.
const SAID = ".iwk-verdict, .iwk-feedback > ul > li, .iwk-note, .iwk-yours";

function scroller(node) {
  for (let up = node.parentElement; up; up = up.parentElement) {
    const flows = /auto|scroll/.test(getComputedStyle(up).overflowY);
    if (flows && up.scrollHeight > up.clientHeight) return up;
  }
  return document.scrollingElement;
}

function shown(node) {
  return node.getClientRects().length > 0 && !node.closest(".iwk-hidden");
}

function eye(edge) {
  let pressed = null; // the button, where it stood, and what was to be read then
  const press = (event) => {
    const button = event.target.closest?.(BUTTON);
    if (button) pressed = { button, top: button.getBoundingClientRect().top };
  };
  const rest = () => {
    if (!pressed?.button.isConnected || !shown(pressed.button)) return;
    const moved = pressed.button.getBoundingClientRect().top - pressed.top;
    if (Math.abs(moved) > 1) scroller(pressed.button).scrollTop += moved;
  };
  const focus = (node) => {
    if (!node.matches("a, button, input, select, textarea, summary")) node.tabIndex = -1;
    node.focus({ preventScroll: true });
  };
  // The first line that was said after the button that was pressed, else the last before it.
  const line = () => {
    const all = [...edge.querySelectorAll(SAID)].filter((node) => shown(node));
    const after = all.find((node) => pressed &&
      pressed.button.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    return after ?? all.at(-1);
  };
  // An answer that comes late finds a reader who has gone on to another control: the focus stays with them, or
  // the key that they press next would go elsewhere. A button that was switched off handed its focus on itself.
  const gone = () => {
    const now = document.activeElement;
    if (!pressed || [null, document.body, pressed.button].includes(now) || now.matches(SAID)) return false;
    const on = !pressed.button.disabled && shown(pressed.button);
    return !now.matches(BUTTON) || on;
  };
  const look = (at) => {
    if (gone()) return;
    if (at === "part") {
      const part = [...edge.querySelectorAll(".iwk-part")].find((node) => shown(node));
      if (!part) return;
      focus(part);
      part.scrollIntoView({ block: "start" });
      return;
    }
    rest();
    const found = line();
    if (!found) return;
    focus(found);
    const view = scroller(found);
    const box = view === document.scrollingElement
      ? { top: 0, bottom: innerHeight } : view.getBoundingClientRect();
    const at_line = found.getBoundingClientRect();
    const bottom = Math.min(at_line.bottom, at_line.top + 60);
    if (at_line.top < box.top) view.scrollTop += at_line.top - box.top - 12;
    else if (bottom > box.bottom) view.scrollTop += bottom - box.bottom + 12;
  };
  edge.addEventListener("click", press, true);
  return { look, rest, stop: () => edge.removeEventListener("click", press, true) };
}

function render({ model, el }) {
  el.classList.add("iwk-hidden");
  const live = document.createElement("div");
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  el.append(live);

  let edge = null;
  const own = () => el.closest(".iwk-task");
  const turns = turner(model, own);
  const hold = holder(model, own, turns);
  let release = null;
  let sight = null;
  let later = null;
  const attach = () => {
    // Not in the page yet while it is being rendered; a cell far from the screen may come much later.
    if (!el.isConnected) {
      later = setTimeout(attach, 50);
      return;
    }
    edge = el.closest(".jp-OutputArea-output, .output_subarea, .voila-output") ?? own();
    if (!edge) return;
    edge.addEventListener("keydown", keep);
    sight = eye(own() ?? edge);
    edge.addEventListener("click", hold, true);
    const free = [keeper(own() ?? edge), folds(own() ?? edge)];
    release = () => { for (const one of free) one(); };
    // Whoever waits for the task, as the player's page does, finds here that it can be pressed.
    drawn(model.widget_manager, model.get("task")).catch(() => {}).then(() => el.classList.add("iwk-drawn"));
  };
  attach();

  let saying = null;
  const say = () => {
    // The same words twice are not read twice unless the region was empty in between; and each is said once.
    clearTimeout(saying);
    live.textContent = "";
    saying = setTimeout(() => { live.textContent = model.get("message"); }, 60);
  };
  model.on("change:message", say);

  // What was said comes to the page as changes of its own, before this one or a little after it.
  let looking = null;
  const look = () => {
    const [at] = model.get("eye");
    clearTimeout(looking);
    sight?.rest();
    looking = setTimeout(async () => {
      const mine = looking;
      await turns.over; // until then a new part cannot take the focus
      if (looking === mine) sight?.look(at);
    }, 40);
  };
  model.on("change:eye", look);

  return () => {
    clearTimeout(later);
    clearTimeout(saying);
    edge?.removeEventListener("keydown", keep);
    edge?.removeEventListener("click", hold, true);
    release?.();
    clearTimeout(looking);
    sight?.stop();
    turns.end();
    model.off("change:eye", look);
    model.off("change:message", say);
  };
}

export default { render };
