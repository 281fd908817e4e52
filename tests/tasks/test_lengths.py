"""Who reads nothing, and takes the longest of what is offered, does not pass."""

from __future__ import annotations

import pytest

from infowar_kit.errors import AnswerError
from infowar_kit.tasks import Task
from infowar_kit.tasks.choice import CHOSEN, Choice
from infowar_kit.tasks.questions import Pick
from infowar_kit.text import plain
from tests.events import TASKS

FEW = 4  # parts, below which taking the longest may be right by chance


def longest(options: dict[str, str], number: int = 1) -> list[str]:
    """Return the options with the most characters, as many as asked for."""
    return sorted(options, key=lambda name: len(plain(options[name])), reverse=True)[:number]


@pytest.mark.parametrize(
    "task", [one for one in TASKS.values() if isinstance(one, Choice)], ids=lambda one: one.id
)
def test_what_holds_is_not_told_by_its_length(task: Choice) -> None:
    """In ten tasks, whoever ticked the long options and left the short ones passed without reading."""
    right = [key.part for key in task.keys if "yes" in key.accept]
    feedback = task.check({CHOSEN: longest(task.options, len(right))})
    assert feedback.verdict != "right", {part: len(plain(words)) for part, words in task.options.items()}


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_the_longest_of_each_question_passes_less_than_half(task: Task) -> None:
    """Of jokes, what was claimed stood in the most careful words, nine times of ten."""
    held = asked = 0
    for section in task.sections():
        picks = [question for question in section.questions if isinstance(question, Pick)]
        if len(section.questions) > 1 or not picks or len(picks[0].options) < 3:
            continue
        try:
            held += task.check({section.part: longest(picks[0].options)[0]}).verdict == "right"
        except AnswerError:
            continue
        asked += 1
    assert asked < FEW or 2 * held <= asked, (held, asked)
