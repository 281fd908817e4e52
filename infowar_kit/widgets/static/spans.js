// A passage whose words can be selected by mouse, touch or keyboard, with marks under them.
//
// Python counts Unicode code points, JavaScript UTF-16 units: an emoji is one there and two here. Whatever
// goes to Python or comes from it is in code points; the functions at the top convert, and are tested apart.

export function codePoints(text) {
  return Array.from(text);
}

// UTF-16 offset to code points. An offset inside a pair counts as the start of its character.
export function toCodePoints(text, offset) {
  const unit = text.charCodeAt(offset);
  const inside = unit >= 0xdc00 && unit <= 0xdfff && offset > 0 &&
    text.charCodeAt(offset - 1) >= 0xd800 && text.charCodeAt(offset - 1) <= 0xdbff;
  return codePoints(text.slice(0, inside ? offset - 1 : offset)).length;
}

// Code points to UTF-16 offset.
export function toUtf16(text, offset) {
  return codePoints(text).slice(0, offset).join("").length;
}

const SPACE = /^\s$/u;
const PUNCTUATION = /^\p{P}$/u;
const PICTURE = /^\p{Extended_Pictographic}$/u;
// What belongs to the character before it: accents, joiners, variation selectors, skin tones.
const EXTENDS = /^[\p{M}\u200c\u200d\u{1f3fb}-\u{1f3ff}]$/u;

// The words of a text and what stands between them, in code points. Put together they are the text again.
// Punctuation at the edge of a word is no part of it; an accent is never parted from its letter.
export function tokens(text) {
  const points = codePoints(text);
  const found = [];
  const add = (start, end, word) => {
    if (start < end) found.push({ start, end, word, text: points.slice(start, end).join("") });
  };
  const extended = (at) => at < points.length && EXTENDS.test(points[at]);
  const trims = (at) => PUNCTUATION.test(points[at]) && !PICTURE.test(points[at]);
  let at = 0;
  while (at < points.length) {
    let end = at;
    const space = SPACE.test(points[at]);
    while (end < points.length && SPACE.test(points[end]) === space) end += 1;
    let first = at;
    let last = end;
    if (!space) {
      while (first < last && trims(first) && !extended(first + 1)) first += 1;
      while (last > first && trims(last - 1)) last -= 1;
    }
    if (space || first === last) add(at, end, false);
    else { add(at, first, false); add(first, last, true); add(last, end, false); }
    at = end;
  }
  return found;
}

// Which lane of underlines each mark gets, so that marks on the same words lie below each other.
export function lanes(marks) {
  const order = marks.map((_, n) => n).sort((a, b) => marks[a].start - marks[b].start || marks[b].end - marks[a].end);
  const ends = [];
  const lane = new Array(marks.length);
  for (const n of order) {
    let free = ends.findIndex((end) => end <= marks[n].start);
    if (free < 0) free = ends.length;
    ends[free] = marks[n].end;
    lane[n] = free;
  }
  return lane;
}

// First word of each sentence, for the arrows up and down.
export function sentences(words, text) {
  const points = codePoints(text);
  return words.map((_, n) => n).filter((n) =>
    n === 0 || /[.!?…]/u.test(points.slice(words[n - 1].end, words[n].start).join("")));
}

const LANES = 3;
let count = 0;

function make(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function render({ model, el }) {
  el.classList.add("iwk-spans");
  const id = `iwk-spans-${++count}`;
  const whole = make("p", "iwk-hidden");
  whole.id = id;
  const how = make("p", "iwk-small", "Arrow keys: word by word, up and down by sentence. With Shift: longer or " +
    "shorter. Enter: on to the technique. Mouse: drag. Touch: tap the first word, then the last.");
  how.id = `${id}-how`;
  const box = make("div", "iwk-passage");
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", "Passage: select words");
  box.setAttribute("aria-describedby", `${id} ${id}-how`);
  const chosen = make("p", "iwk-chosen");
  const spoken = make("div", "iwk-hidden");
  spoken.setAttribute("aria-live", "polite");
  spoken.setAttribute("role", "status");
  el.append(how, whole, box, chosen, spoken);

  let parts = [];   // every token with its elements
  let words = [];   // those that can be selected
  let starts = [];  // words that begin a sentence
  let anchor = -1;  // word at which the selection was begun
  let cursor = -1;  // word at which it ends
  let known = new Set();  // marks drawn so far

  const build = () => {
    const text = model.get("text");
    const language = model.get("language");
    whole.textContent = text;
    for (const node of [whole, box, chosen]) { node.lang = language; node.dir = model.get("direction"); }
    parts = tokens(text).map((token) => {
      const node = make("span", "iwk-token");
      let inner = node;
      const under = [];
      for (let lane = LANES - 1; lane >= 0; lane -= 1) {
        const line = make("span", `iwk-lane iwk-lane-${lane}`);
        inner.append(line);
        inner = line;
        under[lane] = line;
      }
      inner.textContent = token.text;
      return { ...token, node, under };
    });
    const first = model.get("first");
    words = parts.filter((part) => part.word && part.start >= first);
    words.forEach((part, n) => { part.node.dataset.word = n; });
    starts = sentences(words, text);
    box.replaceChildren(...parts.map((part) => part.node));
    anchor = cursor = -1;
    known = new Set(model.get("marks").map((mark) => JSON.stringify(mark)));
    underline();
    show(false);
  };

  const underline = () => {
    const marks = model.get("marks");
    const lane = lanes(marks);
    for (const part of parts) {
      for (let n = 0; n < LANES; n += 1) {
        const line = part.under[n];
        const at = marks.findIndex((mark, m) =>
          Math.min(lane[m], LANES - 1) === n && mark.start < part.end && part.start < mark.end);
        line.className = at < 0 ? `iwk-lane iwk-lane-${n}` : `iwk-lane iwk-lane-${n} iwk-line-${marks[at].style}`;
        const opens = at >= 0 && marks[at].start >= part.start && marks[at].start < part.end;
        if (opens) line.dataset.tag = marks[at].label;
        else delete line.dataset.tag;
      }
    }
  };

  const range = () => (cursor < 0 ? null : [Math.min(anchor, cursor), Math.max(anchor, cursor)]);

  const show = (say = true) => {
    const [from, to] = range() ?? [-1, -1];
    const start = words[from]?.start ?? -1;
    const end = words[to]?.end ?? -1;
    for (const part of parts) {
      part.node.classList.toggle("iwk-selected", start >= 0 && part.start >= start && part.end <= end);
      part.node.classList.toggle("iwk-cursor", cursor >= 0 && part === words[cursor]);
    }
    const text = start < 0 ? "" : codePoints(model.get("text")).slice(start, end).join("");
    chosen.textContent = text ? `Selected: “${text}”` : "Nothing is selected.";
    if (say) {
      const on = model.get("marks").filter((m) => m.start < end && start < m.end).map((m) => m.name);
      const marked = on.length ? `, marked as ${on.join(", ")}` : "";
      const size = to - from + 1;
      spoken.textContent = !text ? "" : size === 1
        ? `${text}${marked}`
        : `${size} words, ${words[from].text} to ${words[to].text}${marked}`;
    }
    const now = start < 0 ? [] : [start, end];
    if (JSON.stringify(now) !== JSON.stringify(model.get("selection"))) {
      model.set("selection", now);
      model.save_changes();
    }
  };

  const go = (to, extend) => {
    if (!words.length) return;
    cursor = Math.max(0, Math.min(words.length - 1, to));
    if (!extend || anchor < 0) anchor = cursor;
    words[cursor].node.scrollIntoView({ block: "nearest" });
    show();
  };

  const sentence = (by) => {
    const here = starts.findLastIndex((start) => start <= Math.max(0, cursor));
    return starts[Math.max(0, Math.min(starts.length - 1, here + by))] ?? 0;
  };

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const right = model.get("direction") === "rtl" ? -1 : 1;
    const shift = event.shiftKey;
    const here = starts.findLastIndex((start) => start <= Math.max(0, cursor));
    // Longer by a sentence ends with the sentence's last word, not with the next one's first.
    const onward = shift ? (starts[here + 1] ?? words.length) - 1 : sentence(1);
    const down = shift && onward === cursor ? (starts[here + 2] ?? words.length) - 1 : onward;
    const to = {
      ArrowRight: () => cursor + (cursor < 0 ? 1 : right),
      ArrowLeft: () => cursor - (cursor < 0 ? 0 : right),
      ArrowDown: () => (cursor < 0 ? 0 : down),
      ArrowUp: () => (cursor > 0 && starts[here] < cursor ? starts[here] : sentence(-1)),
      Home: () => 0,
      End: () => words.length - 1,
    }[event.key];
    if (event.key === "Enter" && !shift) {
      event.preventDefault();
      el.closest(".iwk-task")?.querySelector(".iwk-technique select")?.focus();
      return;
    }
    if (!to) return;
    event.preventDefault();
    go(to(), shift);
  });

  const wordAt = (x, y) => {
    const node = document.elementFromPoint(x, y)?.closest?.("[data-word]");
    return node && box.contains(node) ? Number(node.dataset.word) : -1;
  };
  let dragging = false;
  box.addEventListener("pointerdown", (event) => {
    const word = wordAt(event.clientX, event.clientY);
    if (word < 0 || event.pointerType !== "mouse") return;
    dragging = true;
    go(word, event.shiftKey);
  });
  box.addEventListener("pointermove", (event) => {
    if (!dragging || !(event.buttons & 1)) { dragging = false; return; }
    const word = wordAt(event.clientX, event.clientY);
    if (word >= 0 && word !== cursor) go(word, true);
  });
  // A finger that drags scrolls the page; so words are chosen by two taps, and a third begins anew.
  let touched = "mouse";
  box.addEventListener("pointerdown", (event) => { touched = event.pointerType; });
  box.addEventListener("click", (event) => {
    if (touched === "mouse") return;
    const word = wordAt(event.clientX, event.clientY);
    if (word >= 0) go(word, cursor >= 0 && anchor === cursor && word !== cursor);
  });

  // Once the selected words are marked the selection is done; one begun meanwhile stays.
  const marked = () => {
    const [start, end] = model.get("selection");
    const news = model.get("marks").filter((mark) => !known.has(JSON.stringify(mark)));
    known = new Set(model.get("marks").map((mark) => JSON.stringify(mark)));
    if (news.some((mark) => mark.start === start && mark.end === end)) anchor = cursor = -1;
    underline();
    show(false);
  };
  build();
  model.on("change:text", build);
  model.on("change:marks", marked);
  return () => {
    model.off("change:text", build);
    model.off("change:marks", marked);
  };
}

export default { render };
