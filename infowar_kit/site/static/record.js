// The record that pages keep in the browser: entries as the kit writes them, and drafts of what is not checked yet.
// Each lies under a name of its own, in two places. `localStorage` is read before the page is drawn. But on a busy
// machine Chromium gives one document from the disk in some thirty a storage of its own: what others wrote is not
// there, and what is written is gone with the page. So `indexedDB`, which is one for all, has the last word a moment
// later, and pages that are open tell each other.
const RECORD = "infowar-kit-record"; // earlier editions of this page kept all entries under it
const DRAFTS = "infowar-kit-drafts";
const ENTRY = `${RECORD}/`;
const DRAFT = `${DRAFTS}/`;
const BEGUN = "infowar-kit-begun"; // in the second place: it has all that was kept before it was there
const GONE = "infowar-kit-gone"; // and when all was deleted for the last time
const THEME = "iwk-theme";
const TRY = "infowar-kit-try";
const PARTS = ["corpus", "corpus_version", "task", "task_version", "kind", "id", "at", "content"];

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
const now = () => new Date().toISOString().replace("Z", "000+00:00");
const inOrder = (all) => all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
const isEntry = (one) => one && Object.keys(one).length === PARTS.length && PARTS.every((name) => name in one)
  && typeof one.id === "string" && !isNaN(Date.parse(one.at)) && one.content && typeof one.content === "object";

// The record of one corpus and its course. It says whether anything is kept (`kept`), that something came from
// elsewhere (`changed`), and what was chosen there, light or dark (`theme`).
class PageRecord {
  constructor({ corpus, course }, says) {
    Object.assign(this, { corpus, course, says });
    this.known = new Map(); // entries by their id
    this.drafts = {};
    this.entries = []; // oldest first
    // Names of what was changed since the page was opened, here or on another page: newer than what was on the shelf then.
    this.touched = new Set();
    try { this.others = new BroadcastChannel("infowar-kit"); } catch { this.others = null; }
    this.shelf = new Promise((found) => {
      try {
        const asked = indexedDB.open("infowar-kit-pages", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
        asked.onsuccess = () => found(asked.result);
        asked.onerror = () => found(null);
      } catch { found(null); }
    });
  }
  // Read what is there at once. A browser that keeps nothing says so before the first task, not after it.
  open() {
    if (!beside(TRY, "1")) {
      this.says.kept(false);
      this.shelf.then(this.says.kept);
    }
    beside(TRY, null);
    for (const name of [...names(ENTRY), ...names(DRAFT)]) this.put(name, stored(name));
    const old = stored(RECORD)?.entries;
    for (const one of Array.isArray(old) ? old : []) if (one?.id && !this.known.has(one.id)) this.known.set(one.id, one);
    for (const [slug, one] of Object.entries(stored(DRAFTS) ?? {}))
      if (!this.drafts[slug]) this.store(DRAFT + slug, this.drafts[slug] = one);
    beside(DRAFTS, null);
    this.sort();
  }
  // From now on hear what another page writes. One that the browser had put away and brings back was told nothing.
  follow() {
    this.settle();
    let following = null;
    const told = ({ key, newValue }) => {
      if (key === THEME && newValue) { this.says.theme(newValue); return; }
      if (key === null) { this.known.clear(); this.drafts = {}; } else if (!this.put(key, parsed(newValue))) return;
      this.touched.add(key);
      clearTimeout(following);
      following = setTimeout(() => { this.sort(); this.says.changed(); }, 30);
    };
    addEventListener("storage", told); // by the browser
    this.others?.addEventListener("message", ({ data }) => told(data)); // and by that page
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.touched.clear();
      this.settle();
    });
  }

  // Do something on the shelf; what comes of it, or null where there is none.
  async onShelf(mode, act) {
    const all = await this.shelf;
    return all && new Promise((done) => {
      try {
        const turn = all.transaction("kept", mode);
        const asked = act(turn.objectStore("kept"));
        if (mode === "readwrite") turn.commit?.(); // also where the page is closed now
        turn.oncomplete = () => done(asked?.result ?? true);
        turn.onabort = () => done(null);
      } catch { done(null); }
    });
  }
  // Keep a text under a name, or remove what is there; and tell other pages.
  async write(name, text) {
    const kept = beside(name, text);
    this.others?.postMessage({ key: name, newValue: text });
    const there = await this.onShelf("readwrite", (all) => (text === null ? all.delete(name) : all.put(text, name)));
    return kept || there;
  }
  store(name, value) { this.write(name, JSON.stringify(value)).then(this.says.kept); }
  // Have what was kept, or what is no longer (null): by another page, or found in one of the two places.
  put(name, one) {
    if (name.startsWith(ENTRY)) {
      const id = name.slice(ENTRY.length);
      if (!one) this.known.delete(id);
      else if (one.id === id) this.known.set(id, one);
    } else if (name.startsWith(DRAFT)) {
      if (one) this.drafts[name.slice(DRAFT.length)] = one;
      else delete this.drafts[name.slice(DRAFT.length)];
    } else return false;
    return true;
  }
  sort() { this.entries = inOrder([...this.known.values()]); }
  // Hold what the page read first against the shelf.
  async settle() {
    let keys;
    const texts = await this.onShelf("readonly", (all) => { keys = all.getAllKeys(); return all.getAll(); });
    if (!texts) return;
    const there = new Map(texts.map((text, n) => [keys.result[n], text]));
    const here = new Map([...this.known].map(([id, one]) => [ENTRY + id, JSON.stringify(one)]));
    for (const [slug, one] of Object.entries(this.drafts)) here.set(DRAFT + slug, JSON.stringify(one));
    const missing = new Map([[BEGUN, "true"]]);
    let changed = false;
    const take = (name, text) => {
      if (!this.put(name, parsed(text))) return;
      beside(name, text);
      changed = true;
    };
    for (const [name, text] of here) {
      if (there.has(name) || this.touched.has(name)) continue;
      const lasts = name.startsWith(ENTRY) || !there.has(BEGUN);
      if (lasts && parsed(text).at > (there.get(GONE) ?? "")) missing.set(name, text);
      else take(name, null);
    }
    for (const [name, text] of there) if (!this.touched.has(name) && here.get(name) !== text) take(name, text);
    if (there.has(THEME) && !names(THEME).length) this.says.theme(there.get(THEME));
    this.onShelf("readwrite", (all) => { missing.forEach((text, name) => all.put(text, name)); });
    if (!changed) return;
    this.sort();
    this.says.changed();
  }

  entry(slug, kind, content) {
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    const { edition, version } = this.course[slug];
    return {
      corpus: this.corpus, corpus_version: edition, task: slug, task_version: version, kind, id,
      at: now(), content,
    };
  }
  add(slug, kind, content) {
    const last = this.entries.at(-1)?.at ?? "";
    const made = this.entry(slug, kind, content);
    // Two presses within a millisecond, or a clock that was set back, do not change their order.
    if (made.at <= last) made.at = last.replace(/(\d{6})\+/, (_, n) => String(Math.min(+n + 1, 999999)).padStart(6, "0") + "+");
    this.keep(made);
    this.sort();
  }
  keep(one) {
    this.touched.add(ENTRY + one.id);
    this.known.set(one.id, one);
    this.store(ENTRY + one.id, one);
  }
  keepDraft(slug, content) {
    this.touched.add(DRAFT + slug);
    if (Object.keys(content).length) {
      this.store(DRAFT + slug, this.drafts[slug] = this.entry(slug, "draft", content));
      return;
    }
    delete this.drafts[slug];
    this.write(DRAFT + slug, null);
  }
  keepTheme(theme) { this.write(THEME, theme); }
  // The whole of it as a file that the kit takes, too.
  exported() {
    const all = inOrder([...this.entries, ...Object.values(this.drafts)]);
    return `{"schema": 1, "entries": [\n${all.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`;
  }
  // Take in such a file; how many entries were new, or null where it is none.
  restore(text) {
    const found = parsed(text.replace(/^\uFEFF/, ""));
    if (found?.schema !== 1 || !Array.isArray(found.entries) || !found.entries.every(isEntry)) return null;
    const fresh = found.entries.filter((one) => !this.known.has(one.id) && one.kind !== "draft");
    for (const one of fresh) this.keep(one);
    this.sort();
    return fresh.length;
  }
  // Delete all, on other pages too; done at the latest after three seconds.
  forget() {
    for (const name of [...names(ENTRY), ...names(DRAFT), RECORD, DRAFTS]) beside(name, null);
    this.others?.postMessage({ key: null, newValue: null });
    const cleared = this.onShelf("readwrite", (all) => { all.clear(); all.put("true", BEGUN); all.put(now(), GONE); });
    return Promise.race([cleared, new Promise((late) => { setTimeout(late, 3000); })]);
  }

  // What was done at a task, as the kit's own reading of the record has it.
  work(slug) {
    const { edition, version, apart } = this.course[slug];
    const mark = edition.split("+")[1];
    const found = { answers: {}, tries: [] };
    for (const one of this.entries) {
      if (one.corpus !== this.corpus || one.task !== slug || one.task_version !== version) continue;
      const said = one.corpus_version.split("+")[1];
      if (said && said !== mark) continue;
      if (one.kind !== "answer") continue;
      found.tries.push(one.content);
      found.answers = apart ? { ...found.answers, ...one.content } : one.content;
    }
    return found;
  }
  state(slug) {
    const { answers } = this.work(slug);
    const { parts } = this.course[slug];
    const done = parts.filter((part) => part in answers).length;
    return done === parts.length ? "done" : done ? "begun" : "open";
  }
}
