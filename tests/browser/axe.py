"""What axe-core finds wrong on the player's whole page: it is ours, so all of it counts."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

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
    return pen.measureText(words).width > list.clientWidth - 24 && !(below?.clientHeight > 10);
  }).map((list) => list.selectedOptions[0].text); }"""


def looks_wrong(page: Any) -> list[str]:
    """Return what no rule of axe-core sees: groups that end in a gap, words that are cut off in lists."""
    wrong = [f"ends in a gap: {one}" for one in page.evaluate(GAPS)]
    return wrong + [f"cut off in a list: {one}" for one in page.evaluate(CUT_LISTS)]


def violations_of(page: Any) -> list[str]:
    """Return what is wrong, a line a node."""
    response = Axe().run(page).response
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}"
        for found in response["violations"]
        for node in found["nodes"]
    ]
