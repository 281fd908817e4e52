"""Boxes for a text of one's own: what is found, what is refused, and that nothing is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from infowar_kit.errors import LookupFailed
from infowar_kit.face import Kit
from infowar_kit.widgets.own_text import OwnText


@pytest.fixture
def boxes() -> dict[str, OwnText]:
    kit = Kit()
    return {
        "lens": kit.lens_box("The pathetic board has spoken."),
        "hedges": kit.hedge_box("Les troupes auraient avancé.", "fr"),
        "names": kit.where_box("Novohryhorivka"),
    }


FOUND = {"lens": "pathetic", "hedges": "auraient", "names": "2 places fit equally well"}
OTHER = {
    "lens": ("What a pathetic little army.", "pathetic"),
    "hedges": ("Elles auraient pris la ville.", "auraient"),
    "names": ("смт Дудчани", "Dudchany"),
}


@pytest.mark.parametrize("name", sorted(FOUND))
def test_what_stands_there_is_read_and_what_is_written_too(name: str, boxes: dict[str, OwnText]) -> None:
    box = boxes[name]
    assert FOUND[name] in box.found.value
    assert FOUND[name] in repr(box)
    text, found = OTHER[name]
    box.words.value = f"  {text}\n"
    box.read_button.click()
    assert found in box.found.value
    assert found in box.guard.message


@pytest.mark.parametrize("name", sorted(FOUND))
def test_what_breaks_code_or_pages_breaks_nothing(name: str, boxes: dict[str, OwnText]) -> None:
    box = boxes[name]
    box.words.value = 'Quotes " and \\ and\nline breaks, <b>tags</b> & $x$'
    box.read_button.click()
    assert "<b>tags" not in box.found.value
    for empty in ("", "  \n "):
        box.words.value = empty
        box.read_button.click()
        assert "Nothing is written yet." in box.found.value
    box.words.value = "x" * 6_000
    box.read_button.click()
    assert "Only the first 5000 characters were read." in box.found.value


def test_nothing_of_it_is_kept(boxes: dict[str, OwnText], tmp_path: Path) -> None:
    for box in boxes.values():
        box.words.value = "a secret of mine"
        box.read_button.click()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and "secret" in path.read_text()]


def test_a_language_that_is_not_read_is_named() -> None:
    with pytest.raises(LookupFailed, match="xx"):
        Kit().hedge_box("text", "xx")
    names = [code for _, code in Kit().hedge_box().language.options]
    assert names == ["de", "en", "fr", "ru", "uk"]
    assert Kit().where_box().language not in Kit().where_box().children[2].children
