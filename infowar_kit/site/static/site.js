// A lesson as a page: tasks are played right here, from what was said beforehand to each answer. Nothing is
// judged in this file, nothing is fetched, and what is answered stays in the browser, in the form of the record.
// `record.js` and `tasks.js` stand before it in one script.
const read = (id) => {
  const text = document.getElementById(id)?.textContent.trim();
  if (!text) return null;
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (one) => one.charCodeAt(0))));
};
const DATA = read("iwk-data");
const { words, course, corpus, pool, tasks } = DATA;
const html = (numbers) => numbers.map((n) => pool[n]).join("");
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
// In the frame of a learning platform a window that is not private is no help: one of its own is.
const FRAMED = window !== window.top;
const FORGETS = FRAMED ? words.forgets_framed : words.forgets;
const record = new PageRecord({ corpus, course }, {
  kept: (anything) => page.kept(anything),
  changed: () => page.again(),
  theme: (one) => shade(one),
});

function ownWindow() {
  const made = document.createElement("a");
  made.href = location.href;
  made.target = "_blank";
  made.textContent = words.own_window;
  return made;
}

// The map of the course, what is said of saving, and the panel of the record.
const page = {
  played: [],
  forgets: "",
  // Say that nothing is kept, or no longer.
  kept(anything) {
    const said = anything ? "" : FORGETS;
    if (this.forgets === said) return;
    this.forgets = said;
    this.refresh();
  },
  refresh() {
    const steps = Object.keys(course);
    for (const node of document.querySelectorAll(".iwk-map li li a")) {
      const slug = decodeURIComponent(node.hash).replace("#task-", "");
      if (!course[slug]) continue;
      const now = record.state(slug);
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
      const done = own.filter((slug) => record.state(slug) === "done").length;
      const small = lesson.querySelector(":scope > .iwk-small");
      if (small) small.textContent = own.length ? fill(words.count, { done, total: own.length }) : words.elsewhere;
    }
    const last = record.entries.findLast((one) => one.kind === "answer" && one.corpus === corpus && course[one.task])?.task;
    const from = last ? steps.indexOf(last) : 0;
    const ahead = [...steps.slice(from), ...steps.slice(0, from)];
    const next = last && record.state(last) === "begun" ? last
      : ahead.find((slug) => course[slug].played && !course[slug].practice && record.state(slug) !== "done");
    for (const node of document.querySelectorAll(".iwk-map-on")) {
      if (!next) { node.textContent = words.all_done; continue; }
      const link = node.querySelector("a");
      link.href = `${course[next].page}#task-${next}`;
      link.textContent = last ? words.go_on : words.begin;
      node.querySelector(".iwk-small").textContent = course[next].where;
    }
    for (const node of document.querySelectorAll(".iwk-record")) {
      const n = record.entries.filter((one) => one.kind === "answer").length;
      node.querySelector(".iwk-count").textContent = fill(n === 1 ? words.one_answer : words.answers, { number: n });
    }
    for (const node of document.querySelectorAll(".iwk-forgets")) {
      if (node.dataset.said !== this.forgets) {
        node.dataset.said = this.forgets;
        node.textContent = this.forgets;
        if (this.forgets && FRAMED) node.append(" ", ownWindow());
      }
      node.hidden = !this.forgets;
    }
  },
  again() { for (const one of this.played) one.restore(); this.refresh(); },
};

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([record.exported()], { type: "application/json" }));
  link.download = "infowar-kit-record.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
async function restore(file) {
  const number = record.restore(await file.text().catch(() => ""));
  if (number === null) return words.no_record;
  page.again();
  return fill(number === 1 ? words.restored_one : words.restored, { number });
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
    await record.forget();
    location.reload();
  });
  root.hidden = false;
}

// Light or dark. It goes with the page when it is loaded again, if it was chosen. Returns what chooses it.
function dark() {
  const made = document.getElementById("iwk-dark");
  const shown = () => (document.documentElement.dataset.jpThemeLight === "false" ? "dark" : "light");
  let theme = history.state?.theme ?? null;
  if (theme !== shown()) theme = null; // the page's past, from before it was chosen elsewhere
  const remember = () => {
    try { history.replaceState({ ...history.state, theme }, ""); } catch { /* a frame that may not */ }
  };
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
  made.addEventListener("click", () => {
    choose(shown() === "dark" ? "light" : "dark");
    record.keepTheme(theme);
  });
  addEventListener("hashchange", remember);
  made.hidden = false;
  draw();
  return choose;
}

// On paper nothing unfolds: what is folded away within the lesson is printed open.
function paper() {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")].filter((one) => !one.closest("[data-name]"));
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; folded = []; });
}

const shade = dark();
paper();
record.open();
for (const node of document.querySelectorAll(".iwk-record")) panel(node);
const lesson = { record, words, tasks, html, tries: DATA.tries, drawPage: () => page.refresh() };
for (const node of document.querySelectorAll("[data-task]")) if (tasks[node.dataset.task]) page.played.push(new Play(node, lesson));
const side = document.querySelector("#iwk-side > details");
if (side && matchMedia("(min-width: 64rem)").matches) side.open = true;
page.refresh();
record.follow();
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
