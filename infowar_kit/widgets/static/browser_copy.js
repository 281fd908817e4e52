// A copy of the learner's record in the browser's own storage: where a server forgets, as Binder does after ten
// idle minutes, the answers are still here. Entry by entry, so that keeping one costs the same however many there
// are. Copies lie by the learner's random mark: two people at one computer never mix.
//
// Nothing of it stands in the widget's state: saving a notebook with its widgets does not save answers.
const NAME = "infowar-kit-record";
const STORE = "entries";
const OFF = "infowar-kit-no-copy";
const MOST = 5; // learners whose copies are kept in one browser
const LARGEST = 2_000_000; // characters of one message to the kernel: servers take 10 MB

const waited = (asked) => new Promise((yes, no) => {
  asked.onsuccess = () => yes(asked.result);
  asked.onerror = () => no(asked.error);
});

function opened() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ["mark", "id"] });
  return waited(asked);
}

const done = (work) => new Promise((yes, no) => {
  work.oncomplete = yes;
  work.onerror = work.onabort = () => no(work.error);
});

const all = async (base) => waited(base.transaction(STORE).objectStore(STORE).getAll());
const of = (mark) => IDBKeyRange.bound([mark], [mark, []]);

async function put(base, mark, entries) {
  const work = base.transaction(STORE, "readwrite");
  for (const [id, n, k, kind, at, json] of entries) work.objectStore(STORE).put({ mark, id, n, k, kind, at, json });
  await done(work);
}

async function drop(base, marks) {
  const work = base.transaction(STORE, "readwrite");
  for (const mark of marks) work.objectStore(STORE).delete(of(mark));
  await done(work);
}

// Firefox and Safari refuse a private window files of its own. Chromium tells a page nothing: the words say so.
async function forgets() {
  try {
    await navigator.storage?.getDirectory?.();
    return false;
  } catch {
    return true;
  }
}

const setting = (value) => {
  try {
    if (value === undefined) return localStorage.getItem(OFF) === "yes";
    if (value) localStorage.setItem(OFF, "yes"); else localStorage.removeItem(OFF);
  } catch { /* a browser that keeps nothing keeps no wish either */ }
  return value ?? false;
};

async function copies(base) {
  const found = new Map();
  for (const { mark, id, kind, at } of await all(base)) {
    const one = found.get(mark) ?? { mark, entries: [], at: "" };
    one.entries.push([id, kind]);
    if (at > one.at) one.at = at;
    found.set(mark, one);
  }
  const newest = [...found.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  await drop(base, newest.slice(MOST).map((one) => one.mark));
  return newest.slice(0, MOST);
}

const order = (a, b) => a.n - b.n || a.k - b.k || (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

async function give(model, base, mark) {
  const kept = await waited(base.transaction(STORE).objectStore(STORE).getAll(of(mark)));
  const lines = kept.sort(order).map((one) => one.json);
  for (let at = 0; at < lines.length;) {
    const some = [];
    for (let size = 0; at < lines.length && (!some.length || size + lines[at].length < LARGEST); at += 1) {
      size += lines[at].length;
      some.push(lines[at]);
    }
    model.send({ what: "given", mark, lines: some, left: lines.length - at });
  }
}

function initialize({ model }) {
  let base = null;
  const tell = async () => {
    let here = { what: "here", usable: false, off: setting(), copies: [] };
    try {
      base ??= await opened();
      here = { ...here, copies: await copies(base), usable: !(await forgets()) };
    } catch { base = null; }
    model.send(here);
  };
  // One after the other, in the order in which the kernel asks.
  let last = tell();
  const taken = (message) => {
    last = last.then(async () => {
      try {
        if (message.what === "ask") await tell();
        else if (message.what === "wish") {
          setting(message.off);
          if (message.off && base) await drop(base, message.marks);
          await tell();
        } else if (!base) return;
        else if (message.what === "put" && !setting()) await put(base, message.mark, message.entries);
        else if (message.what === "drop") await drop(base, message.marks);
        else if (message.what === "give") await give(model, base, message.mark);
      } catch (error) {
        // No room, or the storage was taken away: then it is said that no copy is kept.
        model.send({ what: "lost", why: String(error?.name ?? error) });
      }
    });
  };
  model.on("msg:custom", taken);
  return () => model.off("msg:custom", taken);
}

function render({ el }) {
  el.hidden = true;
}

export default { initialize, render };
