// The player's page: the lesson that can be read at once gives way to the one that answers, without moving what
// is being read; the map of the course keeps up with the answers; the lesson says so when it has gone to sleep.
const page = document.body;
const home = page.dataset.home;
const path = decodeURIComponent(location.pathname.slice(location.pathname.indexOf("/voila/render/") + 14));
const status = document.getElementById("iwk-status");
const early = document.getElementById("iwk-early");
const live = document.getElementById("rendered_cells");
const EVERY = 150; // ms between looks at what is drawn
const SLOW = 25_000; // ms until the reader is told that it takes longer

const kept = (name, value) => {
  try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ }
};

// The tasks are drawn when every output that holds a widget holds one that can be seen.
function drawn() {
  const wanted = [...live.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')];
  if (wanted.length) return false; // Voilà takes these away as it draws
  const outputs = [...live.querySelectorAll(".jp-OutputArea-output")];
  return outputs.length > 0 && outputs.every((output) => output.childElementCount > 0);
}

// Where the reader is: the cell at the top of the window, and how far it has gone by.
function place() {
  const cells = [...early.querySelectorAll(".iwk-cell")];
  const at = cells.filter((cell) => cell.getBoundingClientRect().height > 0)
    .find((cell) => cell.getBoundingClientRect().bottom > 60);
  return at && window.scrollY > 80 ? { cell: at.dataset.cell, top: at.getBoundingClientRect().top } : null;
}

function change() {
  const before = place();
  // Voilà has put the lesson into a window of its own; here it belongs to the page, below its status.
  const shell = document.getElementById("main");
  if (shell) document.getElementById("iwk-lesson").append(shell);
  early.remove();
  page.classList.remove("iwk-starting");
  status.textContent = status.dataset.ready;
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  else if (before) {
    const same = live.querySelector(`[cell-index="${before.cell}"]`);
    if (same) window.scrollBy(0, same.getBoundingClientRect().top - before.top);
  }
  for (const output of live.querySelectorAll(".jp-OutputArea-output")) {
    const title = output.querySelector(".iwk-title");
    if (title) { output.setAttribute("role", "region"); output.setAttribute("aria-label", title.textContent); }
  }
  // A table or a figure that is wider than the page scrolls in itself; by keyboard too.
  for (const wide of live.querySelectorAll(".jp-RenderedHTMLCommon table, .iwk-figure")) wide.tabIndex = 0;
  window.dispatchEvent(new Event("resize"));
  window.iwkReady = performance.now();
}

function wait(since = performance.now()) {
  if (drawn()) { setTimeout(change, EVERY); return; }
  if (performance.now() - since > SLOW) status.textContent = status.dataset.slow;
  setTimeout(() => wait(since), EVERY);
}

// The map comes from the server, so it is there before the kernel is, and it follows each answer.
const side = document.getElementById("iwk-side");
// Where it has no margin of its own it lies folded above the lesson, also for whoever enlarges the page later.
const beside = matchMedia("(min-width: 64rem)");
beside.addEventListener("change", () => {
  const all = side.querySelector(".iwk-map-all");
  if (all) all.open = beside.matches;
});
async function map() {
  const answer = await fetch(`${home}infowar-kit/course?path=${encodeURIComponent(path)}`);
  if (!answer.ok) return;
  const text = await answer.text();
  if (text === side.dataset.shown) return;
  const open = side.querySelector(".iwk-map-all")?.open ?? beside.matches;
  const focused = side.contains(document.activeElement);
  if (focused) return; // who reads the map is not thrown out of it
  side.dataset.shown = text;
  side.innerHTML = text;
  const all = side.querySelector(".iwk-map-all");
  all.open = open;
  // An edition may begin with another lesson.
  const { start } = all.dataset;
  if (start) document.querySelector(".iwk-kit").setAttribute("href", start);
}
let soon = null;
const later = () => { clearTimeout(soon); soon = setTimeout(map, 1200); };

// A kernel that rested too long is ended by the server; then the page would stand there and never answer. A hub
// stops the whole server, and says so in its stead (424), or that one is logged in no more (403).
const GONE = [403, 404, 424];
async function awake() {
  const said = document.getElementById("jupyter-config-data");
  if (!said || document.hidden) return;
  const id = JSON.parse(said.textContent).kernelId;
  const answer = await fetch(`${home}api/kernels/${id}`).catch(() => null);
  if (answer && GONE.includes(answer.status)) {
    // A page that only asks, or only keeps a line open, would keep a hub's server from being stopped.
    clearInterval(watching);
    for (const socket of window.iwkSockets) socket.close();
    status.textContent = `${status.dataset.asleep} `;
    const again = document.createElement("a");
    again.href = location.href.split("#")[0];
    again.textContent = status.dataset.again;
    status.append(again);
    status.classList.add("iwk-asleep");
  }
}

function toggles() {
  const root = document.documentElement;
  const large = document.getElementById("iwk-large");
  const dark = document.getElementById("iwk-dark");
  const show = () => {
    large.setAttribute("aria-pressed", String(root.classList.contains("iwk-large")));
    dark.setAttribute("aria-pressed", String(root.dataset.jpThemeLight === "false"));
    // The kit's style asks whichever element has the theme, in JupyterLab the body.
    page.dataset.jpThemeLight = root.dataset.jpThemeLight;
  };
  large.addEventListener("click", () => {
    kept("iwk-large", root.classList.toggle("iwk-large") ? "yes" : "no");
    show();
  });
  dark.addEventListener("click", () => {
    root.dataset.jpThemeLight = String(root.dataset.jpThemeLight === "false");
    kept("iwk-theme", root.dataset.jpThemeLight === "false" ? "dark" : "light");
    show();
  });
  show();
}

// For a room: what a task found stays covered until somebody uncovers it.
function uncover(event) {
  if (!document.documentElement.classList.contains("iwk-large")) return;
  const covered = event.target.closest?.(".iwk-feedback");
  if (covered && (event.type === "click" || event.key === "Enter")) covered.classList.add("iwk-uncovered");
}
function cover() {
  if (document.documentElement.classList.contains("iwk-large"))
    for (const one of live.querySelectorAll(".iwk-feedback:not([tabindex])")) one.tabIndex = 0;
}

// Who leaves the page ends its kernel. Voilà asks for that without the mark that the server wants of a page.
const beacon = navigator.sendBeacon.bind(navigator);
navigator.sendBeacon = (url, data) => {
  if (!String(url).includes("/voila/api/shutdown/")) return beacon(url, data);
  const mark = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  fetch(url, { method: "POST", keepalive: true, headers: { "X-XSRFToken": mark } }).catch(() => {});
  return true;
};
// A browser may bring the page back as it was, with a kernel that is gone.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.getElementById("iwk-lab").href = `${home}lab/tree/${path.split("/").map(encodeURIComponent).join("/")}`;
window.voila_heartbeat = () => {};
toggles();
map();
wait();
document.addEventListener("click", later);
document.addEventListener("keyup", later);
document.addEventListener("click", uncover);
document.addEventListener("keydown", uncover);
new MutationObserver(cover).observe(live, { subtree: true, childList: true });
document.addEventListener("visibilitychange", () => { later(); awake(); });
const watching = setInterval(awake, 60_000);
