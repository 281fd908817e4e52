"""Three tasks as somebody does them without mouse and screen: Tab, Enter, arrows, and what is spoken."""

from __future__ import annotations

import pytest

from tests.browser.lab import cells, open_lesson, practise, settle, task

pytestmark = pytest.mark.browser
AT = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.innerText ?? document.querySelector(`label[for="${at.id}"]`)?.innerText;
  return (label ?? at.getAttribute("aria-label") ?? at.innerText ?? "").replace(/\\s+/g, " ").trim();
}"""
# What a screen reader would read: each text that the live region gets, also when it gets the same again.
HEAR = """(task) => {
  window.spoken = [];
  const live = task.querySelector("[role=status]");
  new MutationObserver(() => { if (live.textContent) window.spoken.push(live.textContent); })
    .observe(live, {childList: true});
}"""


class Hands:
    """The keyboard, and nothing else, in one task."""

    def __init__(self, page, where):
        self.page, self.where = page, where
        where.evaluate(HEAR)
        self.start()

    def start(self):
        """Go to where Tab comes into the task."""
        self.where.locator("button, select, input, summary, a").first.focus()

    def tab(self, name, *, back=False):
        """Go to the control with this name by Tab alone, inside the task."""
        for _ in range(120):
            if self.page.evaluate(AT).startswith(name):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            inside = self.where.evaluate("(task) => task.contains(document.activeElement)")
            assert inside, f"Tab left the task before it came to “{name}”"
        raise AssertionError(f"Tab does not come to “{name}”")

    def press(self, name, *, back=False, key="Enter"):
        """Press a button and return what is spoken then."""
        self.tab(name, back=back)
        before = len(self.heard)
        self.page.keyboard.press(key)
        settle(self.page)
        self.page.wait_for_function("(n) => window.spoken.length > n", arg=before)
        return self.heard[-1]

    @property
    def heard(self):
        return self.page.evaluate("() => window.spoken")

    @property
    def at(self):
        return self.page.evaluate(AT)


def begin(lab, new_page, lesson, title="", *, practice=""):
    page = new_page()
    open_lesson(page, lab, lesson)
    where = practise(page, practice) if practice else task(page, title)
    return page, Hands(page, where), cells(page)


@pytest.mark.course
def test_renderings_compared(lab, new_page):
    page, hands, before = begin(
        lab, new_page, "05_lost_in_translation.ipynb", practice="Eight lines of retreat"
    )
    assert hands.press("Check").startswith("No rendering is marked yet")
    # The focus goes to what is said; the button that was pressed is one Shift+Tab away.
    assert hands.at.startswith("Please note. No rendering is marked yet")
    hands.tab("2. What moved?")
    page.keyboard.type("faithful")
    page.keyboard.press("Tab")
    for _ in range(2):  # the same wrong answer twice is said twice
        said = hands.press("Check this", back=hands.at != "Check this")
        assert said.startswith("Not yet. Read why, and look again.")
        assert "Where does one make a profit" in said
        assert "Where does one make a profit" in hands.at
    assert hands.heard == [hands.heard[0], said, said]
    hands.tab("2. What moved?", back=True)
    page.keyboard.type("wrong")
    page.keyboard.press("Tab")
    assert hands.press("Check this").startswith("Yes. That holds. 7 more to go.")
    assert hands.where.locator(".iwk-card .iwk-feedback").count() == 1
    # The reason stands where the question is: its evidence is the next thing that Tab meets.
    hands.tab("Evidence")
    page.keyboard.press("Enter")
    assert hands.where.locator(".iwk-card").nth(1).locator("details[open]").count() == 1
    assert cells(page) == before


def test_places_found(lab, new_page):
    page, hands, before = begin(lab, new_page, "04_where_and_when.ipynb", "The same town?")
    assert "Nothing is chosen yet" in hands.press("Check", key="Space")
    hands.tab("Place of form 1", back=True)
    page.keyboard.type("Lyman")
    page.keyboard.press("Tab")
    assert hands.at.startswith("Reason for form 1")
    assert hands.press("Check").startswith("Choose a reason for")
    hands.tab("Reason for form 1", back=True)
    page.keyboard.type("the name was")
    assert hands.press("Check").startswith("Partly. Read why, and look again.")
    assert hands.at.startswith("◐ Partly.")
    assert hands.press("Hint").startswith("Hint.")
    assert hands.at.startswith("Hint")
    assert "The forms with their places." in hands.press("Show me", back=True)
    assert hands.at.startswith("The forms with their places.")
    assert cells(page) == before


def test_sources_graded_to_the_last_and_back(lab, new_page):
    page, hands, before = begin(lab, new_page, "02_who_says_so.ipynb", "Letter and number apart")
    assert hands.press("Check").startswith("Choose a letter for the source")
    hands.start()
    hands.tab("A – ")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert hands.at.startswith("B – ")
    page.keyboard.press("Tab")
    assert hands.at.startswith("1 – "), "one Tab leads from one scale to the other"
    page.keyboard.press("Space")
    assert hands.press("Check").startswith("Partly. The letter is borne out")
    for place in range(2, 8):
        # What was said stands after the buttons, a new report before them.
        said = hands.press("Next report", back=place == 2)
        assert said.startswith(f"Report {place} of 7.")
        page.wait_for_function(f"() => ({AT})().startsWith('Report {place} of 7')")
    # At the last report the button is switched off; the focus stands at the report all the same.
    assert hands.press("Previous report").startswith("Report 6 of 7.")
    page.wait_for_function(f"() => ({AT})().startsWith('Report 6 of 7')")
    assert cells(page) == before
