"""A press that brings other questions is marked: until they are drawn the page takes no other."""

from __future__ import annotations

import ipywidgets
import pytest

from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.widgets import view
from infowar_kit.widgets.controls import PickControl
from infowar_kit.widgets.elements import Guard
from tests.conftest import no_swallowed_exception
from tests.events import CORPORA

EACH = [(corpus, row.task_id) for corpus in CORPORA for row in corpus.tasks]


def buttons(widget):
    """Return every button in a widget that is seen."""
    if getattr(widget, "layout", None) is not None and widget.layout.display == "none":
        return
    if isinstance(widget, ipywidgets.Button):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from buttons(child)


def fields(widget):
    """Return every control in a widget that holds an answer, as it is seen."""
    if isinstance(
        widget, ipywidgets.RadioButtons | ipywidgets.Dropdown | ipywidgets.Checkbox | ipywidgets.Text
    ):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from fields(child)


@pytest.mark.parametrize(("corpus", "slug"), EACH, ids=lambda one: one if isinstance(one, str) else one.name)
def test_every_press_that_leads_to_another_part_is_marked(corpus, slug, tmp_path):
    made = view(Session(corpus, Record(tmp_path / "record.json")).work(slug))
    for one in list(buttons(made)):
        if one.disabled:
            continue
        at, asked = made.at_hand(), list(fields(made))
        one.click()
        if made.at_hand() != at or list(fields(made)) != asked:
            assert "iwk-turns" in one._dom_classes, one.description


def test_a_judgement_leads_on_and_is_marked(tmp_path):
    [corpus] = [one for one in CORPORA if any(row.kind == "judgement" for row in one.tasks)]
    slug = next(row.task_id for row in corpus.tasks if row.kind == "judgement")
    made = view(Session(corpus, Record(tmp_path / "record.json")).work(slug))
    at = made.at_hand()
    for control in made.controls.values():
        if isinstance(control, PickControl):
            control.value = 6
    made.check_button.click()
    assert made.at_hand() != at
    assert "iwk-turns" in made.check_button._dom_classes


@pytest.mark.swallows
def test_the_page_is_told_after_the_press_also_where_it_failed():
    said = []
    one = ipywidgets.Button()
    one.on_click(lambda _: said.append("done"))
    one.send = said.append
    Guard.turns(one)
    one.click()
    assert said == ["done", {"turned": True}]
    failing = ipywidgets.Button()
    failing.on_click(lambda _: 1 / 0)
    failing.send = said.append
    Guard.turns(failing)
    with pytest.raises(AssertionError), no_swallowed_exception():
        failing.click()
    assert said[2:] == [{"turned": True}]


def test_what_takes_the_focus_is_told_with_it():
    """While nothing can be pressed the focus cannot be taken: “Remove” threw who works by keyboard out."""
    said = []
    one, other = ipywidgets.Button(), ipywidgets.Button()
    one.send = said.append
    Guard.turns(one, then=lambda: other)
    one.click()
    assert said == [{"turned": True, "focus": other.model_id}]
