// A task on a page: its parts with their controls, and what was said beforehand to each answer.

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
  constructor(part, root, task) {
    const { said, questions } = task.parts[part];
    Object.assign(this, { part, root, said, nothing: task.nothing });
    this.asked = questions.map((question) => new Asked(question, root));
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
  // What was said beforehand to the answer that the record has; null where there is none.
  saidTo(answers) {
    return answers[this.part] === undefined ? null : this.said[this.keyOf(answers[this.part])];
  }
  // Why it cannot be checked as it stands; empty where it can.
  lacks() {
    const wanted = this.asked.some((one) => one.asks);
    if (wanted && !this.asked.some((one) => one.begun)) return this.nothing;
    return this.asked.find((one) => !one.optional && one.short)?.missing ?? "";
  }
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
  constructor(root, { record, words, tasks, tries, html, drawPage }) {
    Object.assign(this, { root, record, words, allowed: tries, html, drawPage });
    this.slug = root.dataset.task;
    this.data = tasks[this.slug];
    const sections = [...root.querySelectorAll("[data-part]")];
    this.parts = sections.map((section) => new Part(section.dataset.part, section, this.data));
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
    const { answers } = this.record.work(this.slug);
    const draft = this.record.drafts[this.slug]?.content ?? {};
    for (const part of this.parts) {
      const value = part.part in draft ? draft[part.part] : answers[part.part];
      part.set(value); // nothing, where all was deleted elsewhere
      const found = part.saidTo(answers);
      part.place.innerHTML = found?.[0] ? this.html(found[1]) : "";
    }
    if (!Object.keys(answers).length) this.end.replaceChildren();
    this.refresh();
  }
  check(part) {
    const lacks = part.lacks();
    const found = lacks ? null : part.said[part.key];
    if (!found?.[0]) {
      part.place.replaceChildren(noted(lacks || (found?.[1] ?? part.nothing)));
      look(part.place);
      return;
    }
    this.record.add(this.slug, "answer", { [part.part]: part.value });
    this.draft();
    part.place.innerHTML = this.html(found[1]);
    this.refresh();
    look(part.place);
  }
  show(part) {
    const found = part.saidTo(this.record.work(this.slug).answers);
    this.record.add(this.slug, "shown", this.data.apart ? { parts: [part.part] } : {});
    part.place.innerHTML = this.html(found[2]);
    this.refresh();
    look(part.place);
  }
  hint() {
    this.record.add(this.slug, "hint", {});
    this.end.innerHTML = this.html(this.data.hint);
    this.refresh(true);
    look(this.end);
  }
  draft() {
    const { answers } = this.record.work(this.slug);
    const open = {};
    for (const part of this.parts) {
      const begun = part.asked.some((one) => one.kind === "cards" ? one.opened : one.begun);
      const checked = answers[part.part] !== undefined && part.keyOf(answers[part.part]) === part.key;
      if (begun && !checked) open[part.part] = part.value;
    }
    this.record.keepDraft(this.slug, open);
    this.drawPage();
  }
  refresh(hinted) {
    const { answers, tries } = this.record.work(this.slug);
    const counts = { right: 0, partly: 0, wrong: 0 };
    for (const part of this.parts) {
      const found = part.saidTo(answers);
      if (found?.[0] in counts) counts[found[0]] += 1;
      const tried = tries.filter((one) => part.part in one).length;
      part.show.hidden = !found?.[0];
      part.show.textContent = tried < this.allowed && found?.[0] !== "right" ? this.words.show_early : this.words.show;
    }
    const whole = this.data.whole[`${counts.right}/${counts.partly}/${counts.wrong}`];
    if (whole && !hinted) this.end.innerHTML = this.html(whole);
    this.drawPage();
  }
}

