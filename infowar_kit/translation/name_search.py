"""From one name build the searches that would find the rest of the coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from infowar_kit.corpus.records import Place
from infowar_kit.errors import LookupFailed
from infowar_kit.page.table import table
from infowar_kit.say import later, listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.questions import Lines
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import Task
from infowar_kit.text import attribute, direction, escape, language_name
from infowar_kit.translation.methods.recall import MOST_TERMS, Recall, Step, recall, terms_of

TERMS = "terms"
RULE = later(
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

    # What is asked

    def intro(self) -> str:
        """Return the size of the haystack and the rule."""
        return "".join(f"<p>{escape(line)}</p>" for line in self.intro_lines())

    def intro_lines(self) -> list[str]:
        """Return the same as lines of plain text."""
        return [self.size_words(), say(RULE)]

    def sections(self) -> tuple[Section, ...]:
        """Return the one field, for spellings."""
        question = Lines(
            label=say("Spellings, one a line"), start=(self.start,),
            missing=say("Write at least one spelling, each on a line of its own"),
        )  # fmt: skip
        return (Section(TERMS, (question,)),)

    def lines(self) -> list[str]:
        """Return the size of the haystack and the rule."""
        return [f"- {line}" for line in self.intro_lines()]

    # What comes back

    def result(self, answer: Mapping[str, Any]) -> Recall:
        """Return what an answer's searches find.

        Raises
        ------
        AnswerError
            If a search cannot be used; the message says which and why.
        """
        lines = self.read({TERMS: answer.get(TERMS)})[TERMS]
        return recall(self.corpus, self.place.place_id, terms_of(lines))

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Count what the searches find; see `Task.check`."""
        result = self.result(answer)
        found, key = len(result.found), self._key
        said = say("Your searches find {found} of {total} items ({share}).",
                   found=found, total=len(result.all_items), share=percent(result))  # fmt: skip
        reasons = self._steps(result)
        aim = f"{self.aim}\N{NO-BREAK SPACE}%"
        if round(100 * result.share) >= self.aim:
            last = Reason(key.part, "right", "", self.reasons[key.part], key.rows)
            return Feedback("right", f"{said} {say('The aim was {aim}.', aim=aim)}", (*reasons, last))
        verdict: Verdict = "partly" if found else "wrong"
        last = Reason(key.part, verdict, "", missed_words(result))
        more = say("The aim is {aim}: look at where the rest is.", aim=aim)
        return Feedback(verdict, f"{said} {more}", (*reasons, last))

    def _steps(self, result: Recall) -> tuple[Reason, ...]:
        return tuple(
            Reason(self._key.part, "noted", f"“{step.term}”", step_words(step), tabled=True)
            for step in result.steps
        )

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return a table of every search, with what it finds and adds."""
        if shown:
            return table_html(self.best())
        return table_html(self.result(answers)) if answers else ""

    def size_words(self) -> str:
        """Return in words how large the haystack is, and what a single spelling finds."""
        alone = recall(self.corpus, self.place.place_id, (self.start,))
        return say(
            "{size} of the {total} items of this collection are noted as mentioning the place. The spelling "
            "“{start}” alone finds {found} of them ({share}).",
            size=len(alone.all_items), total=len(self.corpus.items), start=self.start,
            found=len(alone.found), share=percent(alone),
        )  # fmt: skip

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
        last = Reason(self._key.part, "noted", "", self.reasons[self._key.part], self._key.rows)
        headline = plural(
            "{number} spelling finds {found} of {total} items.",
            "{number} spellings find {found} of {total} items.",
            len(result.steps), found=len(result.found), total=len(result.all_items),
        )  # fmt: skip
        return Feedback("noted", headline, (*self._steps(result), last))

    def right_answer(self) -> dict[str, Any]:
        """Return the searches that find most."""
        return {TERMS: [step.term for step in self.best().steps]}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether something was searched for."""
        return bool(answer.get(TERMS))


def percent(result: Recall) -> str:
    """Return a recall in words: ``54 %``."""
    return f"{100 * result.share:.0f}\N{NO-BREAK SPACE}%"


def step_words(step: Step) -> str:
    """Return in words what a search finds, what it adds and in which languages."""
    found = say("finds {items}, {new} of them new.", items=_items(len(step.found)), new=len(step.new))
    return f"{found} {remark(step)}".strip()


def remark(step: Step) -> str:
    """Return in which languages a form is noted, and whether the search repeats one or leads astray."""
    if step.repeats:
        return say("The same search as “{term}”: capitals do not matter.", term=step.repeats)
    where = listed(list(dict.fromkeys(language_name(code) for code in step.languages)))
    where = f"{where or say('Not noted here')}."
    if not step.astray:
        return where
    astray = say("It also brings up {items} on another place of that name.", items=_items(len(step.astray)))
    return f"{where} {astray}"


def missed_words(result: Recall) -> str:
    """Return in which languages unfound items stand, without giving the forms away."""
    counts: dict[str, int] = {}
    for _, language, number in result.missed:
        counts[language] = counts.get(language, 0) + number
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    where = listed([f"{language_name(code)} ({number})" for code, number in ranked])
    left = _items(len(result.all_items) - len(result.found))
    return say(
        "Still unfound: {items}. Forms not searched for, of which an item may have several, are noted as "
        "{where}.",
        items=left,
        where=where,
    )


def table_html(result: Recall) -> str:
    """Return what each search finds and adds, with the sum below."""
    total = say("All searches together: {found} of {total} items, {share}.", found=len(result.found),
                total=len(result.all_items), share=percent(result))  # fmt: skip
    heads = (say("Search"), say("Finds"), say("New"), say("Noted as"))
    return f"<p><strong>{escape(total)}</strong></p>{table(heads, map(_cells, result.steps))}"


def _cells(step: Step) -> tuple[str, ...]:
    language = step.languages[0] if step.languages else "und"
    way = direction(language) if step.languages else "auto"
    return (
        f'<span lang="{attribute(language)}" dir="{way}">{escape(step.term)}</span>',
        str(len(step.found)),
        f"+{len(step.new)}",
        escape(remark(step)),
    )


def _items(number: int) -> str:
    return plural("{number} item", "{number} items", number)
