"""A sentence and what is put into it."""

from __future__ import annotations

from infowar_kit.say import in_quotes, say
from infowar_kit.tasks.feedback import quoted


def test_a_quotation_within_one_has_other_marks():
    words = "on the air of “Rossiya 24”"
    assert say("You rightly chose “{words}”.", words=words) == (
        "You rightly chose “on the air of ‘Rossiya 24’”."
    )
    assert quoted(words, "no") == "“on the air of ‘Rossiya 24’” and “no”"
    for inner in ("“Rossiya 24”", '"Rossiya 24"', "‘Rossiya 24’"):
        assert in_quotes(f"on {inner}") == "“on ‘Rossiya 24’”"


def test_a_quotation_that_stands_in_none_keeps_its_marks():
    assert say("Noted of it: {words}.", words="“a hero” it says") == "Noted of it: “a hero” it says."
