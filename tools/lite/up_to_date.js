// Before JupyterLite starts: nothing that this browser kept hides a lesson that is newer.
//
// Two things do. JupyterLite keeps a notebook that was saved, if only with its outputs, and shows that copy for
// ever after (jupyterlite#1812). And the browser keeps files for a while without asking whether they changed.
// `editions.json` says what the site has now; what it had when this browser came last is kept here. A copy
// that is as it was delivered goes; one that was changed by the learner is put beside the lesson under another
// name. The learner's record is no lesson, and is not touched.
const ROOT = new URL(".", import.meta.url);
const KEPT = `infowar-kit-editions - ${ROOT.pathname}`;
const STORAGE = `JupyterLite Storage - ${ROOT.pathname}`; // JupyterLite's own name for it

const waited = (asked) => new Promise((yes, no) => {
  asked.onsuccess = () => yes(asked.result);
  asked.onerror = () => no(asked.error);
});

// FNV-1a over the sources: as tools/lite/editions.py counts it. No key is hung on it, and it works without https.
function mark(notebook) {
  const text = notebook.cells.map((cell) => `${cell.cell_type}\n${[cell.source].flat().join("")}\n`).join("");
  const bytes = new TextEncoder().encode(text);
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `${bytes.length}-${hash.toString(16)}`;
}

async function opened() {
  const asked = indexedDB.open(STORAGE);
  asked.onupgradeneeded = () => asked.transaction.abort(); // it is JupyterLite's to make
  const base = await waited(asked);
  return [...base.objectStoreNames].includes("files") ? base : (base.close(), null);
}

// What a learner changed keeps a name that says whose it is.
function aside(path, taken) {
  const day = new Date().toISOString().slice(0, 10);
  for (let number = 1; ; number += 1) {
    const name = path.replace(/\.ipynb$/, ` (yours, ${day}${number > 1 ? `, ${number}` : ""}).ipynb`);
    if (!taken.includes(name)) return name;
  }
}

async function lessons(before, now) {
  let base = null;
  try { base = await opened(); } catch { /* nothing is kept here, so nothing is hidden */ }
  if (!base) return;
  try {
    const work = base.transaction([...base.objectStoreNames], "readwrite");
    const files = work.objectStore("files");
    const taken = await waited(files.getAllKeys());
    for (const [path, edition] of Object.entries(now)) {
      const copy = taken.includes(path) ? await waited(files.get(path)) : undefined;
      if (copy === undefined || before[path] === undefined || before[path] === edition) continue;
      const own = copy.content?.cells ? mark(copy.content) : "";
      if (own === edition) continue;
      if (own !== before[path]) {
        const name = aside(path, taken);
        taken.push(name);
        files.put({ ...copy, name, path: name }, name);
      }
      files.delete(path);
      // An older state to go back to would bring the old lesson again.
      if (base.objectStoreNames.contains("checkpoints")) work.objectStore("checkpoints").delete(path);
    }
    await new Promise((yes, no) => { work.oncomplete = yes; work.onerror = work.onabort = () => no(work.error); });
  } finally {
    base.close();
  }
}

async function reloaded(before, now) {
  const changed = Object.keys(now).filter((path) => path in before && before[path] !== now[path]);
  await Promise.all(changed.map(async (path) => (await fetch(new URL(path, ROOT), { cache: "reload" })).blob()));
  return changed.length;
}

async function main() {
  const answer = await fetch(new URL("editions.json", ROOT), { cache: "no-store" });
  if (!answer.ok) return;
  const now = await answer.json();
  let before = { files: {}, lessons: {} };
  try { before = JSON.parse(localStorage.getItem(KEPT)) ?? before; } catch { /* nothing is kept here */ }
  await lessons(before.lessons, now.lessons);
  const changed = await reloaded(before.files, now.files);
  try { localStorage.setItem(KEPT, JSON.stringify(now)); } catch { /* nothing is kept here */ }
  // This page itself may come from an older site.
  if (changed) location.reload();
  return changed;
}

// Without a network all is as it was: the lessons that are here still run.
let changed = 0;
try { changed = await main(); } catch (error) { console.warn("infowar-kit: not brought up to date:", error); }
if (changed) await new Promise(() => {}); // the page is on its way out
