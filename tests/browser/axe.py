"""What axe-core finds wrong on the player's whole page: it is ours, so all of it counts."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

# Text that is smaller than what an eye at arm's length reads without effort; figures have sizes of their own.
SMALL = """(places) => [...document.querySelectorAll(places)].filter((e) =>
  e.getClientRects().length && !e.closest('.iwk-hidden, svg, code, pre')
  && (e.matches('input[type=text], select, textarea')
    || [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  && parseFloat(getComputedStyle(e).fontSize) < 15.5
  ).map((e) => `${getComputedStyle(e).fontSize}: ${e.outerHTML.slice(0, 100)}`).slice(0, 5)"""
# Groups of buttons that end in a gap, so that what follows stands now near, now far.
GAPS = """() => [...document.querySelectorAll('.iwk-task .widget-radio-box')].filter((box) =>
  box.getClientRects().length
  && parseFloat(getComputedStyle(box).marginBottom) > 0).map((b) => b.innerText)"""
# What is picked in a list that has no room for it has to stand below it as a whole.
CUT_LISTS = """() => { const pen = document.createElement('canvas').getContext('2d');
  const lists = [...document.querySelectorAll('.iwk-task .iwk-control > .widget-dropdown > select')];
  return lists.filter((list) => {
    if (!list.getClientRects().length || list.selectedIndex < 1) return false;
    pen.font = getComputedStyle(list).font;
    const words = list.selectedOptions[0].text;
    const below = list.closest('.iwk-control').querySelector('.iwk-in-full');
    return pen.measureText(words).width > list.clientWidth - 24 && !below?.getClientRects().length;
  }).map((list) => list.selectedOptions[0].text); }"""


def looks_wrong(page: Any, places: str) -> list[str]:
    """Return what no rule of axe-core sees: type that is small, gaps, words that are cut off in lists."""
    wrong = [f"too small: {one}" for one in page.evaluate(SMALL, places)]
    wrong += [f"ends in a gap: {one}" for one in page.evaluate(GAPS)]
    return wrong + [f"cut off in a list: {one}" for one in page.evaluate(CUT_LISTS)]


def violations_of(page: Any) -> list[str]:
    """Return what is wrong, a line a node."""
    response = Axe().run(page).response
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
