"""From one name build the searches that would find the rest of the coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.records import Place
from infowar_kit.errors import AnswerError, LookupFailed
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.task import Task
from infowar_kit.text import language_name
from infowar_kit.translation.methods.recall import MOST_TERMS, Recall, Step, recall, terms_of

RULE = (
    "A search finds an item if this form of the name was noted in it: the same letters, small or capital. "
    "Word endings and other spellings count as other forms."
)


class NameSearch(Task):
    """Write searches, one a line: an answer is ``{"terms": [search, …]}``.

    The one key names a place and accepts one number: the percentage of the items that the searches should
    find together. What they find is computed from `mentions`.

    Raises
    ------
    LookupFailed
        If there is not exactly one key, it names no place, or its aim is no percentage.
    """

    kind: ClassVar[str] = "name-search"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(self.keys) != 1 or not self.keys[0].place:
            raise LookupFailed(f"The task '{self.id}' needs exactly one key, with a place.")
        self._key = self.keys[0]
        self.place: Place = self.corpus.place(self._key.place)
        aim = self._key.accept[0]
        if not (aim.isascii() and aim.isdigit() and 1 <= int(aim) <= 100):
            raise LookupFailed(f"The key '{self.id}/{self._key.part}' accepts '{aim}': write 1 to 100.")
        self.aim = int(aim)
        self.start = self.place.name

    def result(self, answer: Mapping[str, Any]) -> Recall:
        """Return what an answer's searches find.

        Raises
        ------
        AnswerError
            If a search cannot be used; the message says which and why.
        """
        lines = answer.get("terms")
        if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
            raise AnswerError('An answer to a name search is {"terms": [search, …]}, one text a search.')
        return recall(self.corpus, self.place.place_id, terms_of(lines))

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Count what the searches find; see `Task.check`."""
        result = self.result(answer)
        found, size = len(result.found), len(result.all_items)
        said = f"Your searches find {found} of {size} items ({percent(result)})."
        reasons = [
            Reason(self._key.part, "noted", f"“{step.term}”", step_words(step)) for step in result.steps
        ]
        if round(100 * result.share) >= self.aim:
            last = Reason(self._key.part, "right", "", self.reasons[self._key.part], self._key.rows)
            return Feedback("right", f"{said} The aim was {self.aim}\N{NO-BREAK SPACE}%.", (*reasons, last))
        last = Reason(self._key.part, "wrong", "", missed_words(result))
        headline = f"{said} The aim is {self.aim}\N{NO-BREAK SPACE}%: look at where the rest is."
        return Feedback("partly" if found else "wrong", headline, (*reasons, last))

    def size_words(self) -> str:
        """Return in words how large the haystack is, and what a single spelling finds."""
        alone = recall(self.corpus, self.place.place_id, (self.start,))
        return (
            f"{len(alone.all_items)} of the {len(self.corpus.items)} items of this collection are noted as "
            f"mentioning the place. The spelling “{self.start}” alone finds {len(alone.found)} of them "
            f"({percent(alone)})."
        )

    def best(self) -> Recall:
        """Return what is found when each further search is the form under which most is still unfound."""
        chosen = [self.start]
        result = recall(self.corpus, self.place.place_id, chosen)
        while result.missed and len(chosen) < MOST_TERMS:
            chosen.append(result.missed[0][0])
            result = recall(self.corpus, self.place.place_id, chosen)
        return result

    def solution(self) -> Feedback:
        """Return the searches that find most, each with what it adds."""
        result = self.best()
        reasons = [
            Reason(self._key.part, "noted", f"“{step.term}”", step_words(step)) for step in result.steps
        ]
        reasons.append(Reason(self._key.part, "noted", "", self.reasons[self._key.part], self._key.rows))
        headline = f"{len(result.steps)} spellings find {len(result.found)} of {len(result.all_items)} items."
        return Feedback("noted", headline, tuple(reasons))

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether something was searched for."""
        return bool(answer.get("terms"))

    def lines(self) -> list[str]:
        """Return the size of the haystack and the rule."""
        return [f"- {self.size_words()}", f"- {RULE}"]


def percent(result: Recall) -> str:
    """Return a recall in words: ``54 %``."""
    return f"{100 * result.share:.0f}\N{NO-BREAK SPACE}%"


def step_words(step: Step) -> str:
    """Return in words what a search finds, what it adds and in which languages."""
    return f"finds {_items(len(step.found))}, {len(step.new)} of them new. {remark(step)}".strip()


def remark(step: Step) -> str:
    """Return in which languages a form is noted, and whether the search repeats one or leads astray."""
    if step.repeats:
        return f"The same search as “{step.repeats}”: capitals do not matter."
    where = ", ".join(dict.fromkeys(language_name(code) for code in step.languages)) or "Not noted here"
    if not step.astray:
        return f"{where}."
    return f"{where}. It also brings up {_items(len(step.astray))} on another place of that name."


def missed_words(result: Recall) -> str:
    """Return in which languages unfound items stand, without giving the forms away."""
    counts: dict[str, int] = {}
    for _, language, count in result.missed:
        counts[language] = counts.get(language, 0) + count
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    where = ", ".join(f"{language_name(code)} ({count})" for code, count in ranked)
    left = len(result.all_items) - len(result.found)
    return f"Still unfound: {_items(left)}. Forms not searched for are noted as {where}."


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"
