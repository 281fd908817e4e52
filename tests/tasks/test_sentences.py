"""What comes back is read aloud: each line is made of sentences, and says nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from infowar_kit.errors import AnswerError
from infowar_kit.tasks import Feedback, Task, build
from infowar_kit.tasks.feedback import (
    ENDS,
    VERDICT_WORDS,
    Reason,
    at,
    quoted,
    reason_words,
    said_words,
    spoken,
    yours_words,
)
from infowar_kit.tasks.players import players
from infowar_kit.text import plain
from tests.events import TASKS

QUOTED = re.compile(r"“[^”]*”")
# By kind of fault: what has no place in a composed line outside quotation marks.
FAULTS = {
    "a number before a number": re.compile(r"\b\d+\. \d+:"),
    "a number that begins a line": re.compile(r"^\d+[a-z]?\. "),
    "colon after colon": re.compile(r": [^.?!\n]*: "),
    "a colon after an answer": re.compile(r"”: (?!“)"),
    "a list of half sentences": re.compile(r"”; "),
    "two ends": re.compile(r"[.?!:] ?[.:]|””|“”"),
}


def comes_back(task: Task) -> Iterator[Feedback]:
    """Yield what a task says to its right answer, to everybody who does not read, and on "show me"."""
    yield task.solution()
    for answer in (task.right_answer(), *(given for _, given in players(task))):
        try:
            feedback = task.check(answer)
        except AnswerError:
            continue
        yield feedback
        yield task.laid_over(answer)


def faults(reason: Reason) -> list[str]:
    """Return what is wrong with the sentences that are composed for a reason."""
    found = []
    for words in map(plain, (said_words(reason), yours_words(reason))):
        bare = QUOTED.sub("“…”", words)
        found += [f"{name}: {words}" for name, fault in FAULTS.items() if fault.search(bare)]
        if words and not words.endswith(ENDS):
            found.append(f"no end: {words}")
        if words and not (words[0] in "“" or words[0].isupper() or words[0].isdigit()):
            found.append(f"no beginning: {words}")
    # What holds may be one of several, and the answer may be among them; the same answer alone is said once.
    composed, text = plain(f"{yours_words(reason)} {said_words(reason)}"), plain(reason.text)
    for answer in {plain(reason.said), plain(reason.yours)} - {""}:
        alone = len(QUOTED.findall(answer)) == 1
        if alone and text.startswith(answer.strip("“”") + "."):
            found.append(f"said twice: {composed} {text}")
    if reason.said and reason.said == reason.yours and said_words(reason):
        found.append(f"said twice: {composed}")
    return found


@pytest.mark.parametrize("slug", TASKS)
def test_every_line_that_comes_back_is_made_of_sentences(slug: str) -> None:
    task = TASKS[slug]
    if task.draws:
        task = build(task.corpus, slug)
        task.draw(1)
    for feedback in comes_back(task):
        for reason in feedback.reasons:
            if not reason.tabled:
                assert faults(reason) == []
        said = plain(spoken(feedback))
        for word in VERDICT_WORDS.values():
            assert f"{word}. {word}" not in said
        assert "All 0" not in said


@pytest.mark.parametrize(
    "words",
    [
        "3. 2: holds it likely",
        "1. faithful: says the same: look",
        "Łyman: “Lyman”: a name",
        "“likely”; “named”.",
    ],
)
def test_the_faults_that_were_there_are_found(words: str) -> None:
    assert faults(Reason("part", "wrong", words, "Look again."))


def test_an_answer_becomes_a_sentence() -> None:
    said = quoted("holds it likely", "somebody else’s, who is named")
    partly = Reason("two", "partly", said, "Look again.", about=at(2))
    assert reason_words(partly) == (
        "Partly. At 2: “holds it likely” and “somebody else’s, who is named”. Look again."
    )
    key = Reason("two", "noted", quoted("likely", "open", last="or"), "It says so.", about=at(2))
    assert reason_words(key) == "At 2, what holds is “likely” or “open”. It says so."


def test_verdict_that_all_reasons_share_is_said_once() -> None:
    one = Reason("a", "wrong", "“A”", "Look again.")
    other = Reason("b", "wrong", "", "And there.")
    assert str(Feedback("wrong", "Try again.", (one, other))).count("Not yet") == 1
    right = Reason("b", "right", "", "It is so.")
    assert str(Feedback("partly", "Try again.", (one, right))).count("Not yet") == 1
    assert "Yes. It is so." in str(Feedback("partly", "Try again.", (one, right)))
