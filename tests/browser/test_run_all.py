"""Run All leaves the reader where they were: JupyterLab itself goes to the last cell."""

from __future__ import annotations

import pytest

from tests.browser.lab import READY, all_ran

pytestmark = pytest.mark.browser
LESSON = "03_who_said_it_first.ipynb"
# What stands at the top of the view, how far from it, and which cell is active.
PLACE = """() => {
  const top = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect().top;
  const cells = [...document.querySelectorAll(".jp-Notebook .jp-Cell")];
  const at = cells.findIndex((cell) => cell.getBoundingClientRect().bottom > top + 1);
  return { cell: at, from_top: cells[at].getBoundingClientRect().top - top,
    active: window.jupyterapp.shell.currentWidget.content.activeCellIndex };
}"""


def test_the_reader_stays_at_the_top_and_in_the_middle(lab, new_page):
    page = new_page()
    page.goto(lab.url(LESSON))
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(READY)
    for scrolled, active in ((0, 0), (700, 3)):
        page.evaluate(
            """([top, active]) => {
              window.jupyterapp.shell.currentWidget.content.activeCellIndex = active;
              document.querySelector(".jp-WindowedPanel-outer").scrollTop = top;
            }""",
            [scrolled, active],
        )
        page.wait_for_timeout(500)
        before = page.evaluate(PLACE)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        all_ran(page)
        page.wait_for_timeout(500)
        after = page.evaluate(PLACE)
        assert (after["cell"], after["active"]) == (before["cell"], active), (before, after)
        assert abs(after["from_top"] - before["from_top"]) < 120, (before, after)
    # The way to the last cell by hand is open again.
    last = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length - 1")
    page.evaluate("(last) => window.jupyterapp.shell.currentWidget.content.scrollToItem(last, 'end')", last)
    page.wait_for_function(f"(cell) => ({PLACE})().cell > cell", arg=after["cell"])
