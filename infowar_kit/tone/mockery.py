"""Read a joke: whom it laughs at, what it claims without saying it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, at, quoted
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, language_name, one_line, plain, prose

# What can be asked of a joke. A part is called after the joke and after what is asked: ``cotton-claim``.
ASKED = Sayings(
    {
        "target": later("Whom or what does it laugh at?"),
        "inside": later("What must a reader know to laugh?"),
        "claim": later("What does it claim without saying it?"),
        "answer": later("What could be said against it?"),
        "form": later("What kind of thing is it?"),
        "sign": later("How can a reader see here that it is no report?"),
        "reply": later("How did those who were mocked answer?"),
    }
)

# Where the options are the same for every joke, they are the kit's; elsewhere they are rows.
FORMS = Sayings(
    {
        "irony": later("irony"),
        "satire": later("satire"),
        "parody": later("parody"),
        "mockery": later("open mockery"),
        "earnest": later("none of these: it means what it says"),
    }
)
SIGNS = Sayings(
    {
        "said": later("the text says so"),
        "marks": later("by a small sign, such as quotation marks: who knows the case will see it"),
        "place": later("only by knowing the place where it stands"),
        "none": later("not at all: it reads like a report"),
    }
)
REPLIES = Sayings(
    {
        "laughed": later("they laughed back at others"),
        "indignant": later("they were indignant, and spoke of those who laugh"),
        "matter": later("they spoke of the matter itself"),
        "joined": later("some of their own side laughed too"),
    }
)
FIXED: Mapping[str, Mapping[str, str]] = {"form": FORMS, "sign": SIGNS, "reply": REPLIES}


class Mockery(PartByPart):
    """Answer questions about jokes: an answer is ``{part: option}``.

    A key names the joke's item and accepts one or more options. Its part ends in what is asked, a word of
    `ASKED`; what stands before is the joke, which is told in the text ``<task>/<joke>``. Options are the
    texts ``<task>/<part>/a``, ``b`` and so on, or those of `FIXED`.

    Raises
    ------
    LookupFailed
        If a key names no item, asks something else, or accepts what is no option.
    """

    kind: ClassVar[str] = "mockery"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.options: dict[str, Mapping[str, str]] = {}
        self.items: dict[str, Item] = {}
        for key in self.keys:
            where = f"The key '{self.id}/{key.part}'"
            if not key.item:
                raise LookupFailed(f"{where} names no item.")
            joke, asked = self._names(key.part)
            if not joke or asked not in ASKED:
                raise LookupFailed(f"{where} asks '{asked}'. Its part may end in: {', '.join(ASKED)}.")
            found = FIXED.get(asked) or self._rows(key.part)
            strange = [value for value in key.accept if value not in found]
            if strange or not key.accept:
                known = ", ".join(found) or "none: write the texts …/a, …/b"
                raise LookupFailed(f"{where} accepts {list(key.accept)}. Its options are: {known}.")
            self.options[key.part] = found
            self.items[key.part] = self.corpus.item(key.item)

    @staticmethod
    def _names(part: str) -> tuple[str, str]:
        joke, _, asked = part.rpartition("-")
        return joke, asked

    def _rows(self, part: str) -> dict[str, str]:
        found = ((letter, self.optional(f"{part}/{letter}")) for letter in ascii_lowercase)
        return {letter: text for letter, text in found if text}

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return joke after joke with what is asked of it; each is told once."""
        made, numbers = [], dict[str, int]()
        for key in self.keys:
            joke, asked = self._names(key.part)
            first = joke not in numbers
            number = numbers.setdefault(joke, len(numbers) + 1)
            label = f"{self._number(key.part)} {ASKED[asked]}"
            question = Pick(
                label=label,
                options=self.options[key.part],
                compact=asked in FIXED,
                missing=say("Choose an answer"),
                short=True,
            )
            face = self._face(key.part, joke, number) if first else ""
            told = [f"{number}. {one_line(self.text(joke))}"] if first else []
            lines = [*told, label]
            if asked not in FIXED:
                lines += [f"( ) {words}" for words in question.lines()]
            made.append(Section(key.part, (question,), face, tuple(lines)))
        return tuple(made)

    def _face(self, part: str, joke: str, number: int) -> str:
        item = self.items[part]
        when = publication_label(item, self.corpus.zone, self.corpus.period)
        where = self.corpus.source(item.source).name
        page = link(item.url, say("Page"))
        return (
            f'<p class="iwk-term"><strong>{escape(say("Text {number}", number=number))}</strong></p>'
            f"{prose(self.text(joke))}"
            f'<p class="iwk-small">{escape(say("Read at {name}", name=where))} · '
            f"{escape(language_name(item.language))} · {escape(when)} · {page}</p>"
        )

    def nothing(self) -> str:
        """Return what is said when nothing is answered."""
        return say("Nothing is answered yet. Answer one question at least, then check.")

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold an answer against what the evidence bears out."""
        key = self.key(part)
        said = self._said(part, [value])
        if value in key.accept:
            return [Reason(part, "right", said, self.reasons[part], key.rows, about=self._about(part))]
        look = say("Which words of the joke say so?")
        return [wrong(self, part, said, [value], look, about=self._about(part))]

    def _said(self, part: str, values: Sequence[str]) -> str:
        return quoted(*(plain(self.options[part][value]) for value in values), last=say("or"))

    def _about(self, part: str) -> str:
        return at(self._number(part).rstrip("."))

    def _number(self, part: str) -> str:
        """Return the number of a question: ``3.``, or ``3b.`` for the second that is asked of a joke."""
        joke, _ = self._names(part)
        jokes = list(dict.fromkeys(self._names(one)[0] for one in self.parts))
        own = [one for one in self.parts if self._names(one)[0] == joke]
        letter = ascii_lowercase[own.index(part)] if len(own) > 1 else ""
        return f"{jokes.index(joke) + 1}{letter}."

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each question the options that do not hold."""
        return [
            (f"{key.part}/if/{value}",)
            for key in self.keys
            for value in self.options[key.part]
            if value not in key.accept
        ]

    def solution(self) -> Feedback:
        """Return what the evidence bears out, question by question."""
        solved = tuple(self._solved(key) for key in self.keys)
        return Feedback("noted", say("What holds stands under each joke."), solved)

    def _solved(self, key: Key) -> Reason:
        said = self._said(key.part, key.accept)
        return Reason(key.part, "noted", said, self.reasons[key.part], key.rows, about=self._about(key.part))

    def right_answer(self) -> dict[str, Any]:
        """Return the first option that each key accepts."""
        return {key.part: key.accept[0] for key in self.keys}
