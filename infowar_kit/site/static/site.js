// A lesson as a page: tasks are played right here, from what was said beforehand to each answer. Nothing is
// judged in this file, nothing is fetched, and what is answered stays in the browser, in the form of the record.
"use strict";
(() => {
const read = (id) => {
  const text = document.getElementById(id)?.textContent.trim();
  if (!text) return null;
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (one) => one.charCodeAt(0))));
};
const DATA = read("iwk-data");
const { words, course, corpus, pool, tasks } = DATA;
const html = (numbers) => numbers.map((n) => pool[n]).join("");
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// The record: entries as the kit writes them, oldest first. Each lies under a name of its own, and so does each draft,
// in two places. `localStorage` is read before the page is drawn. But on a busy machine Chromium gives one document
// from the disk in some thirty a storage of its own: what others wrote is not there, and what is written is gone with the
// page. So `indexedDB`, which is one for all, has the last word a moment later, and pages that are open tell each other.
const RECORD = "infowar-kit-record"; // earlier editions of this page kept all entries under it
const DRAFTS = "infowar-kit-drafts";
const ENTRY = `${RECORD}/`;
const DRAFT = `${DRAFTS}/`;
const BEGUN = "infowar-kit-begun"; // in the second place: it has all that was kept before it was there
const GONE = "infowar-kit-gone"; // and when all was deleted for the last time
const THEME = "iwk-theme";
const TRIES = DATA.tries;
const known = new Map(); // entries by their id
let drafted = {};
let sorted = [];
let forgets = "";
// In the frame of a learning platform a window that is not private is no help: one of its own is.
const FRAMED = window !== window.top;
const FORGETS = FRAMED ? words.forgets_framed : words.forgets;

const others = (() => { try { return new BroadcastChannel("infowar-kit"); } catch { return null; } })();
const shelf = new Promise((found) => {
  try {
    const asked = indexedDB.open("infowar-kit-pages", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => found(asked.result);
    asked.onerror = () => found(null);
  } catch { found(null); }
});
// Do something on the shelf; what comes of it, or null where there is none.
const onShelf = (mode, act) => shelf.then((all) => all && new Promise((done) => {
  try {
    const turn = all.transaction("kept", mode);
    const asked = act(turn.objectStore("kept"));
    if (mode === "readwrite") turn.commit?.(); // also where the page is closed now
    turn.oncomplete = () => done(asked?.result ?? true);
    turn.onabort = () => done(null);
  } catch { done(null); }
}));
const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };
const stored = (name) => { try { return parsed(localStorage.getItem(name)); } catch { return null; } };
function names(start) {
  try {
    return Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n)).filter((name) => name?.startsWith(start));
  } catch { return []; }
}
function beside(name, text) {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
    return true;
  } catch { return false; }
}
// Keep a text under a name, or remove what is there; and tell other pages.
function write(name, text) {
  const kept = beside(name, text);
  others?.postMessage({ key: name, newValue: text });
  return onShelf("readwrite", (all) => (text === null ? all.delete(name) : all.put(text, name))).then((there) => kept || there);
}
function store(name, value) {
  write(name, JSON.stringify(value)).then(warn);
}
// Say that nothing is kept, or no longer.
function warn(kept) {
  if (forgets === (kept ? "" : FORGETS)) return;
  forgets = kept ? "" : FORGETS;
  page.refresh();
}
const sort = () => { sorted = [...known.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)); };
const now = () => new Date().toISOString().replace("Z", "000+00:00");
// Have what was kept, or what is no longer (null): by another page, or found in one of the two places.
function put(name, one) {
  if (name.startsWith(ENTRY)) {
    const id = name.slice(ENTRY.length);
    if (!one) known.delete(id);
    else if (one.id === id) known.set(id, one);
  } else if (name.startsWith(DRAFT)) {
    if (one) drafted[name.slice(DRAFT.length)] = one;
    else delete drafted[name.slice(DRAFT.length)];
  } else return false;
  return true;
}
function take() {
  for (const name of [...names(ENTRY), ...names(DRAFT)]) put(name, stored(name));
  const old = stored(RECORD)?.entries;
  for (const one of Array.isArray(old) ? old : []) if (one?.id && !known.has(one.id)) known.set(one.id, one);
  for (const [slug, one] of Object.entries(stored(DRAFTS) ?? {})) if (!drafted[slug]) store(DRAFT + slug, drafted[slug] = one);
  beside(DRAFTS, null);
  sort();
}
// Names of what was changed since the page was opened, here or on another page: newer than what was on the shelf then.
const touched = new Set();
// Hold what the page read first against the shelf.
async function settle() {
  let keys;
  const texts = await onShelf("readonly", (all) => { keys = all.getAllKeys(); return all.getAll(); });
  if (!texts) return;
  const there = new Map(texts.map((text, n) => [keys.result[n], text]));
  const here = new Map([...known].map(([id, one]) => [ENTRY + id, JSON.stringify(one)]));
  for (const [slug, one] of Object.entries(drafted)) here.set(DRAFT + slug, JSON.stringify(one));
  const missing = new Map([[BEGUN, "true"]]);
  let changed = false;
  const follow = (name, text) => {
    if (!put(name, parsed(text))) return;
    beside(name, text);
    changed = true;
  };
  for (const [name, text] of here) {
    if (there.has(name) || touched.has(name)) continue;
    const lasts = name.startsWith(ENTRY) || !there.has(BEGUN);
    if (lasts && parsed(text).at > (there.get(GONE) ?? "")) missing.set(name, text);
    else follow(name, null);
  }
  for (const [name, text] of there) if (!touched.has(name) && here.get(name) !== text) follow(name, text);
  if (there.has(THEME) && !names(THEME).length) shade(there.get(THEME));
  onShelf("readwrite", (all) => { missing.forEach((text, name) => all.put(text, name)); });
  if (!changed) return;
  sort();
  page.again();
}
// Light or dark goes with the page when it is loaded again, if it was chosen.
let theme = null;
function remember() {
  try { history.replaceState({ ...history.state, theme }, ""); } catch { /* a frame that may not */ }
}
const entries = () => sorted;
const drafts = () => drafted;
function entry(slug, kind, content) {
  const id = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const { edition, version } = course[slug];
  return {
    corpus, corpus_version: edition, task: slug, task_version: version, kind, id,
    at: now(), content,
  };
}
function add(slug, kind, content) {
  const last = entries().at(-1)?.at ?? "";
  const made = entry(slug, kind, content);
  // Two presses within a millisecond, or a clock that was set back, do not change their order.
  if (made.at <= last) made.at = last.replace(/(\d{6})\+/, (_, n) => String(Math.min(+n + 1, 999999)).padStart(6, "0") + "+");
  keep(made);
  sort();
}
function keep(one) {
  touched.add(ENTRY + one.id);
  known.set(one.id, one);
  store(ENTRY + one.id, one);
}
function keepDraft(slug, content) {
  touched.add(DRAFT + slug);
  if (Object.keys(content).length) { store(DRAFT + slug, drafted[slug] = entry(slug, "draft", content)); return; }
  delete drafted[slug];
  write(DRAFT + slug, null);
}
function exported() {
  const all = [...entries(), ...Object.values(drafts())].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return `{"schema": 1, "entries": [\n${all.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`;
}

// What was done at a task, as the kit's own reading of the record has it.
function work(slug) {
  const { edition, version } = course[slug];
  const mark = edition.split("+")[1];
  const found = { answers: {}, tries: [] };
  for (const one of entries()) {
    if (one.corpus !== corpus || one.task !== slug || one.task_version !== version) continue;
    const said = one.corpus_version.split("+")[1];
    if (said && said !== mark) continue;
    if (one.kind !== "answer") continue;
    found.tries.push(one.content);
    found.answers = course[slug].apart ? { ...found.answers, ...one.content } : one.content;
  }
  return found;
}
function state(slug) {
  const { answers } = work(slug);
  const done = course[slug].parts.filter((part) => part in answers).length;
  return done === course[slug].parts.length ? "done" : done ? "begun" : "open";
}

// A part's controls.
class Asked {
  constructor(question, root) {
    Object.assign(this, question);
    const named = (tag) => [...root.querySelectorAll(tag)].filter((node) => node.name === this.name);
    this.inputs = [...named("input"), ...named("select")];
    this.cards = [...root.querySelectorAll("[data-name]")].filter((node) => node.dataset.name === this.name)
      .flatMap((node) => [...node.querySelectorAll("details")]);
    this.opened = 0;
    if (this.kind === "cards") this.shut();
  }
  shut() {
    // One by one: the next can be opened once the one before it was.
    this.cards.forEach((card, n) => { card.hidden = n > this.opened; });
  }
  watch(call) {
    for (const one of this.inputs) one.addEventListener("change", call);
    this.cards.forEach((card, n) => card.addEventListener("toggle", () => {
      if (!card.open || n < this.opened) return;
      this.opened = n + 1;
      this.shut();
      call();
    }));
  }
  // Numbers of what is picked.
  get picked() {
    if (this.kind === "cards") return [this.opened];
    if (this.inputs[0]?.tagName === "SELECT") return this.inputs[0].selectedIndex > 0 ? [this.inputs[0].selectedIndex - 1] : [];
    return this.inputs.flatMap((one, n) => (one.checked ? [n] : []));
  }
  set value(value) {
    if (this.kind === "cards") {
      this.opened = Math.min(Math.max(Number(value) || 0, this.opened), this.cards.length);
      this.cards.forEach((card, n) => { card.open = n < this.opened; });
      this.shut();
      return;
    }
    const all = (this.kind === "several" ? value ?? [] : value === undefined ? [] : [value]).map((one) => this.values.indexOf(one));
    if (this.inputs[0]?.tagName === "SELECT") this.inputs[0].selectedIndex = (all[0] ?? -1) + 1;
    else this.inputs.forEach((one, n) => { one.checked = all.includes(n); });
  }
  get value() {
    const picked = this.picked;
    if (this.kind === "cards") return this.opened;
    return this.kind === "several" ? picked.map((n) => this.values[n]) : this.values[picked[0]];
  }
  get code() { return this.picked.join("."); }
  get empty() { return this.kind !== "cards" && !this.picked.length && !(this.kind === "several" && this.least === 0); }
  get short() { return this.kind === "cards" ? this.opened < this.least : this.empty; }
  get begun() { return this.kind === "cards" || this.picked.length > 0; }
}
const at = (value, field) => field.reduce((inside, name) => inside?.[name], value);
class Part {
  constructor(slug, part, root) {
    Object.assign(this, { slug, part, root, said: tasks[slug].parts[part].said });
    this.asked = tasks[slug].parts[part].questions.map((question) => new Asked(question, root));
  }
  get bare() { return this.asked.length === 1 && !this.asked[0].field.length; }
  get key() { return this.asked.map((one) => one.code).join("|"); }
  get value() {
    if (this.bare) return this.asked[0].value;
    const made = {};
    for (const one of this.asked) {
      if (one.empty) continue;
      let inside = made;
      for (const name of one.field.slice(0, -1)) inside = inside[name] ??= {};
      inside[one.field.at(-1)] = one.value;
    }
    return made;
  }
  set(value) { for (const one of this.asked) one.value = at(value, one.field); }
  // The key of an answer of the record; what it cannot read is as good as none.
  keyOf(value) {
    const codes = [];
    for (const one of this.asked) {
      const found = at(value, one.field);
      if (one.kind === "cards") codes.push(String(found ?? 0));
      else if (found === undefined) codes.push("");
      else codes.push((one.kind === "several" ? found : [found]).map((each) => one.values.indexOf(each)).sort((a, b) => a - b).join("."));
    }
    return codes.join("|");
  }
  // Why it cannot be checked as it stands; empty where it can.
  lacks() {
    const wanted = this.asked.some((one) => one.asks);
    if (wanted && !this.asked.some((one) => one.begun)) return tasks[this.slug].nothing;
    return this.asked.find((one) => !one.optional && one.short)?.missing ?? "";
  }
}

function ownWindow() {
  const made = document.createElement("a");
  made.href = location.href;
  made.target = "_blank";
  made.textContent = words.own_window;
  return made;
}
function button(label, call, main) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `jupyter-button${main ? " iwk-main" : ""}`;
  made.textContent = label;
  made.addEventListener("click", call);
  return made;
}
function line(...nodes) {
  const made = document.createElement("div");
  made.className = "iwk-row iwk-buttons";
  made.append(...nodes);
  return made;
}
function place() {
  const made = document.createElement("div");
  made.className = "iwk-said";
  return made;
}
// Whoever pressed is taken to the first line of what is said: a screen reader reads it from there.
function look(where) {
  const found = where.querySelector(".iwk-verdict, .iwk-feedback > ul > li, .iwk-note, .iwk-yours");
  if (!found) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  const box = found.getBoundingClientRect();
  if (box.top < 0 || Math.min(box.bottom, box.top + 60) > innerHeight) found.scrollIntoView({ block: "nearest" });
}
const noted = (text) => {
  const made = document.createElement("div");
  const inside = document.createElement("p");
  made.className = "iwk-note";
  inside.textContent = text;
  made.append(inside);
  return made;
};

class Play {
  constructor(root) {
    this.root = root;
    this.slug = root.dataset.task;
    this.data = tasks[this.slug];
    const sections = [...root.querySelectorAll("[data-part]")];
    this.parts = sections.map((section) => new Part(this.slug, section.dataset.part, section));
    this.end = place();
    const several = this.parts.length > 1;
    for (const part of this.parts) {
      part.place = place();
      part.check = button(several ? words.check_part : words.check, () => this.check(part), true);
      part.show = button(words.show, () => this.show(part));
      const ways = [part.check, part.show];
      if (!several) ways.splice(1, 0, button(words.hint, () => this.hint()));
      part.root.append(line(...ways), part.place);
      for (const one of part.asked) one.watch(() => this.draft());
    }
    if (several) root.append(line(button(words.hint, () => this.hint())));
    root.append(this.end);
    this.restore();
  }
  restore() {
    const { answers } = work(this.slug);
    const draft = drafts()[this.slug]?.content ?? {};
    for (const part of this.parts) {
      const value = part.part in draft ? draft[part.part] : answers[part.part];
      part.set(value); // nothing, where all was deleted elsewhere
      const found = answers[part.part] === undefined ? null : part.said[part.keyOf(answers[part.part])];
      part.place.innerHTML = found?.[0] ? html(found[1]) : "";
    }
    if (!Object.keys(answers).length) this.end.replaceChildren();
    this.refresh();
  }
  check(part) {
    const lacks = part.lacks();
    const found = lacks ? null : part.said[part.key];
    if (!found?.[0]) {
      part.place.replaceChildren(noted(lacks || (found?.[1] ?? tasks[this.slug].nothing)));
      look(part.place);
      return;
    }
    add(this.slug, "answer", { [part.part]: part.value });
    this.draft();
    part.place.innerHTML = html(found[1]);
    this.refresh();
    look(part.place);
  }
  show(part) {
    const found = part.said[part.keyOf(work(this.slug).answers[part.part])];
    add(this.slug, "shown", this.data.apart ? { parts: [part.part] } : {});
    part.place.innerHTML = html(found[2]);
    this.refresh();
    look(part.place);
  }
  hint() {
    add(this.slug, "hint", {});
    this.end.innerHTML = html(this.data.hint);
    this.refresh(true);
    look(this.end);
  }
  draft() {
    const { answers } = work(this.slug);
    const open = {};
    for (const part of this.parts) {
      const begun = part.asked.some((one) => one.kind === "cards" ? one.opened : one.begun);
      const checked = answers[part.part] !== undefined && part.keyOf(answers[part.part]) === part.key;
      if (begun && !checked) open[part.part] = part.value;
    }
    keepDraft(this.slug, open);
    page.refresh();
  }
  refresh(hinted) {
    const { answers, tries } = work(this.slug);
    const counts = { right: 0, partly: 0, wrong: 0 };
    for (const part of this.parts) {
      const found = answers[part.part] === undefined ? null : part.said[part.keyOf(answers[part.part])];
      if (found?.[0] in counts) counts[found[0]] += 1;
      const tried = tries.filter((one) => part.part in one).length;
      part.show.hidden = !found?.[0];
      part.show.textContent = tried < TRIES && found?.[0] !== "right" ? words.show_early : words.show;
    }
    const whole = this.data.whole[`${counts.right}/${counts.partly}/${counts.wrong}`];
    if (whole && !hinted) this.end.innerHTML = html(whole);
    page.refresh();
  }
}

// The map of the course, what is said of saving, and the panel of the record.
const page = {
  played: [],
  refresh() {
    const steps = Object.keys(course);
    for (const node of document.querySelectorAll(".iwk-map li li a")) {
      const slug = decodeURIComponent(node.hash).replace("#task-", "");
      if (!course[slug]) continue;
      const now = state(slug);
      const row = node.closest("li");
      row.className = `iwk-${now}`;
      row.querySelector("[aria-hidden]").textContent = words.signs[now];
      const said = [words.states[now]];
      if (course[slug].practice) said.unshift(words.practice);
      if (!course[slug].played) said.push(words.elsewhere);
      row.querySelector(".iwk-small").textContent = said.join(", ");
    }
    for (const lesson of document.querySelectorAll(".iwk-map-lessons > li")) {
      const own = [...lesson.querySelectorAll("li a")].map((node) => decodeURIComponent(node.hash).replace("#task-", ""))
        .filter((slug) => course[slug] && course[slug].played && !course[slug].practice);
      const done = own.filter((slug) => state(slug) === "done").length;
      const small = lesson.querySelector(":scope > .iwk-small");
      if (small) small.textContent = own.length ? fill(words.count, { done, total: own.length }) : words.elsewhere;
    }
    const last = entries().findLast((one) => one.kind === "answer" && one.corpus === corpus && course[one.task])?.task;
    const from = last ? steps.indexOf(last) : 0;
    const ahead = [...steps.slice(from), ...steps.slice(0, from)];
    const next = last && state(last) === "begun" ? last
      : ahead.find((slug) => course[slug].played && !course[slug].practice && state(slug) !== "done");
    for (const node of document.querySelectorAll(".iwk-map-on")) {
      if (!next) { node.textContent = words.all_done; continue; }
      const link = node.querySelector("a");
      link.href = `${course[next].page}#task-${next}`;
      link.textContent = last ? words.go_on : words.begin;
      node.querySelector(".iwk-small").textContent = course[next].where;
    }
    for (const node of document.querySelectorAll(".iwk-record")) {
      const n = entries().filter((one) => one.kind === "answer").length;
      node.querySelector(".iwk-count").textContent = fill(n === 1 ? words.one_answer : words.answers, { number: n });
    }
    for (const node of document.querySelectorAll(".iwk-forgets")) {
      if (node.dataset.said !== forgets) {
        node.dataset.said = forgets;
        node.textContent = forgets;
        if (forgets && FRAMED) node.append(" ", ownWindow());
      }
      node.hidden = !forgets;
    }
  },
  again() { for (const one of this.played) one.restore(); this.refresh(); },
};

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
  link.download = "infowar-kit-record.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
const PARTS = ["corpus", "corpus_version", "task", "task_version", "kind", "id", "at", "content"];
async function restore(file) {
  let found;
  try { found = JSON.parse((await file.text()).replace(/^\uFEFF/, "")); } catch { found = null; }
  const right = (one) => one && Object.keys(one).length === PARTS.length && PARTS.every((name) => name in one)
    && typeof one.id === "string" && !isNaN(Date.parse(one.at)) && one.content && typeof one.content === "object";
  if (found?.schema !== 1 || !Array.isArray(found.entries) || !found.entries.every(right)) return words.no_record;
  const fresh = found.entries.filter((one) => !known.has(one.id) && one.kind !== "draft");
  fresh.forEach(keep);
  sort();
  page.again();
  return fill(fresh.length === 1 ? words.restored_one : words.restored, { number: fresh.length });
}
function panel(root) {
  const said = root.querySelector(".iwk-restored");
  const file = root.querySelector("input[type=file]");
  const forget = root.querySelector("[data-do=forget]");
  root.querySelector("[data-do=download]").addEventListener("click", download);
  root.querySelector("[data-do=restore]").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    if (file.files[0]) said.textContent = await restore(file.files[0]);
    file.value = "";
  });
  forget.addEventListener("click", async () => {
    if (forget.dataset.sure !== "yes") {
      forget.dataset.sure = "yes";
      forget.textContent = words.forget_sure;
      return;
    }
    for (const name of [...names(ENTRY), ...names(DRAFT), RECORD, DRAFTS]) beside(name, null);
    others?.postMessage({ key: null, newValue: null });
    const cleared = onShelf("readwrite", (kept) => { kept.clear(); kept.put("true", BEGUN); kept.put(now(), GONE); });
    await Promise.race([cleared, new Promise((late) => { setTimeout(late, 3000); })]);
    location.reload();
  });
  root.hidden = false;
}

// What another page has written: the browser says so, and so does that page.
function told(then) {
  addEventListener("storage", then);
  others?.addEventListener("message", ({ data }) => then(data));
}

function dark() {
  const made = document.getElementById("iwk-dark");
  const shown = () => (document.documentElement.dataset.jpThemeLight === "false" ? "dark" : "light");
  const draw = () => {
    document.body.dataset.jpThemeLight = document.documentElement.dataset.jpThemeLight;
    made.setAttribute("aria-pressed", String(shown() === "dark"));
  };
  const choose = (one) => {
    if (one === theme) return;
    theme = one;
    document.documentElement.dataset.jpThemeLight = String(one === "light");
    remember();
    draw();
  };
  theme = history.state?.theme ?? null;
  if (theme !== shown()) theme = null; // the page's past, from before it was chosen elsewhere
  made.addEventListener("click", () => {
    choose(shown() === "dark" ? "light" : "dark");
    write(THEME, theme);
  });
  told(({ key, newValue }) => { if (key === THEME && newValue) choose(newValue); });
  made.hidden = false;
  draw();
  return choose;
}

// A browser that keeps nothing says so before the first task, not after it.
const TRY = "infowar-kit-try";
if (!beside(TRY, "1")) {
  forgets = FORGETS;
  shelf.then(warn);
}
beside(TRY, null);
const shade = dark();
take();
for (const node of document.querySelectorAll(".iwk-record")) panel(node);
for (const node of document.querySelectorAll("[data-task]")) if (tasks[node.dataset.task]) page.played.push(new Play(node));
const side = document.querySelector("#iwk-side > details");
if (side && matchMedia("(min-width: 64rem)").matches) side.open = true;
page.refresh();
settle();
// Answered in another tab: this one follows. A page that the browser had put away and brings back was told nothing.
let following = null;
told(({ key, newValue }) => {
  if (key === null) { known.clear(); drafted = {}; } else if (!put(key, parsed(newValue))) return;
  touched.add(key);
  clearTimeout(following);
  following = setTimeout(() => { sort(); page.again(); }, 30);
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  touched.clear();
  settle();
});
addEventListener("hashchange", remember);
// On paper nothing unfolds: what is folded away within the lesson is printed open.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")].filter((one) => !one.closest("[data-name]"));
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => { for (const one of folded) one.open = false; folded = []; });
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
})();
