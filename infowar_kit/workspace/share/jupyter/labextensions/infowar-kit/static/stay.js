// Run All leaves the reader where they were. JupyterLab makes the last cell the active one and scrolls to it:
// at the end of a lesson, before its first task is drawn. An extension as JupyterLab loads it, without a build.
const RUNS = new Set(["notebook:run-all-cells", "notebook:restart-run-all"]);

function activate(app) {
  const books = new WeakMap(); // what is known of each notebook
  const follow = (book) => {
    if (!book?.activeCellChanged || !book.scrollToItem || books.has(book)) return;
    // `before`: the cell that was active when this turn began. `runs`: whether all cells are being run.
    const known = { now: book.activeCellIndex, before: null, runs: 0 };
    books.set(book, known);
    book.activeCellChanged.connect(() => {
      if (known.before === null) {
        known.before = known.now;
        queueMicrotask(() => { known.before = null; });
      }
      known.now = book.activeCellIndex;
    });
    // Only the way to the last cell is barred, and only while all run. The command has asked for it before it is
    // known which command it was, so the answer waits a turn.
    const scroll = book.scrollToItem.bind(book);
    book.scrollToItem = (index, ...how) => {
      if (index !== book.widgets.length - 1) return scroll(index, ...how);
      return Promise.resolve().then(() => (known.runs ? undefined : scroll(index, ...how)));
    };
  };
  const current = () => app.shell.currentWidget?.content;
  app.shell.currentChanged?.connect(() => follow(current()));
  app.restored.then(() => follow(current()));
  app.commands.commandExecuted.connect((_, { id, result }) => {
    const book = current();
    const known = book && books.get(book);
    if (!RUNS.has(id) || !known) return;
    known.runs += 1;
    if (known.before !== null) book.activeCellIndex = known.before;
    Promise.resolve(result).catch(() => {}).finally(() => { known.runs -= 1; });
  });
}

// anywidget gives a widget's script two seconds to come, from when its model is made. On a slow machine the page is
// busy for longer, and then nothing that the kernel says reaches that widget any more: a passage stays the old one,
// feedback is not spoken. It asks for no other time in the page, so that this one is made a minute.
const within = AbortSignal.timeout;
AbortSignal.timeout = (ms) => within.call(AbortSignal, ms === 2000 ? 60_000 : ms);

const plugin = { id: "infowar-kit:stay", autoStart: true, activate };
window._JUPYTERLAB = window._JUPYTERLAB ?? {};
window._JUPYTERLAB["infowar-kit"] = { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
