"""Write a name in Latin letters by a table, and say by which table a name that was read was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from infowar_kit.corpus.records import Toponym
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, say
from infowar_kit.tasks.feedback import Feedback, Reason, at, quoted
from infowar_kit.tasks.questions import Pick, Question, Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import row_of
from infowar_kit.text import escape, foreign, inline
from infowar_kit.verification.methods.transliteration import SIGNS, SYSTEMS, pieces, transliterate

WRITE, FROM, NONE = "write", "from", "none"
LONGEST = 60
ALPHABET = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя'"
# How what was written departs from a table; which row says why.
SLIPS = ("other-table", "other-name", "letter", "cyrillic")
ASKED = Sayings(
    {
        WRITE: later("Write {name} by this table: {system}."),
        FROM: later("A page has the form {name}. What was it written from?"),
    }
)


class NameWriter(PartByPart):
    """Write names, and find how others wrote them: an answer is ``{part: text}`` or ``{part: option}``.

    A key accepts ``write:SYSTEM``: the first of its rows is the name in Cyrillic letters, and right is what
    the kit's table makes of it. Or it accepts ``from:SYSTEM``: the first row is a form that was read, the
    other toponyms are the names from which it may have been written, one a language; ``from:none`` where no
    table that the task has makes that form. See `infowar_kit.verification.methods.transliteration`.

    Raises
    ------
    LookupFailed
        If a key accepts anything else, lacks a name, or the tables do not bear it out.
    """

    kind: ClassVar[str] = "name-writer"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in self.keys:
            if problem := self._problem(key):
                raise LookupFailed(f"The key '{self.id}/{key.part}' {problem}")

    def _problem(self, key: Key) -> str:
        valid = f"It accepts write:SYSTEM or from:SYSTEM; systems are {', '.join(SYSTEMS)}."
        if len(key.accept) != 1:
            return f"accepts {len(key.accept)} values. {valid}"
        asked, _, system = key.accept[0].partition(":")
        if asked not in (WRITE, FROM) or system not in (*SYSTEMS, *([NONE] if asked == FROM else [])):
            return f"accepts '{key.accept[0]}'. {valid}"
        if not self._names(key):
            return "names no toponym among its rows."
        if asked == WRITE:
            own = self._names(key)[0].language
            return (
                "" if own == SYSTEMS[system].language else f"asks for a table of another language than {own}."
            )
        made = {
            name for name, form in self._made(key).items() if _bare(form) == _bare(self._names(key)[0].form)
        }
        if made != ({system} - {NONE}):
            return f"accepts '{system}', but by the tables it is: {', '.join(sorted(made)) or NONE}."
        return ""

    # The names and the tables

    def _names(self, key: Key) -> list[Toponym]:
        return [self.corpus.reference(ref) for ref in key.rows if ref.startswith("toponyms:")]

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """Tables that the task is about, in the order in which its keys name them."""
        named = (key.accept[0].partition(":")[2] for key in self.keys)
        return tuple(dict.fromkeys(name for name in named if name in SYSTEMS))

    def _made(self, key: Key) -> dict[str, str]:
        """Return what each table of the task makes of the name in its language, by table."""
        sources = {name.language: name.form for name in self._names(key)[1:]}
        return {
            system: transliterate(sources[SYSTEMS[system].language], system, signs=False)
            for system in self.systems
            if SYSTEMS[system].language in sources
        }

    def asks(self, part: object) -> str:
        """Return what a part asks for: ``"write"`` or ``"from"``."""
        return self.key(part).accept[0].partition(":")[0]

    def system(self, part: object) -> str:
        """Return the table that a part accepts, or ``"none"``."""
        return self.key(part).accept[0].partition(":")[2]

    def choices(self, part: str) -> dict[str, str]:
        """Return from what a form may have been written, by table."""
        key = self.key(part)
        sources = {name.language: name.form for name in self._names(key)[1:]}
        options = {
            system: say("[{language}: {name}], by {system}",
                        language=SYSTEMS[system].language, name=sources[SYSTEMS[system].language],
                        system=say(SYSTEMS[system].title))
            for system in self._made(key)
        }  # fmt: skip
        return {**options, NONE: say("none of these tables alone makes it")}

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the names, each with the letters of its table, or with what it may be written from."""
        return tuple(self._section(part, number) for number, part in enumerate(self.parts, 1))

    def _section(self, part: str, number: int) -> Section:
        name, writes = self._names(self.key(part))[0], self.asks(part) == WRITE
        words = say(ASKED[self.asks(part)])
        shown = f"<strong>{foreign(name.form, name.language)}</strong>"
        title = say(SYSTEMS[self.system(part)].title) if writes else ""
        head = escape(words).replace("{name}", shown).replace("{system}", f"<em>{escape(title)}</em>")
        line = words.replace("{name}", name.form).replace("{system}", title)
        if writes:
            below = "".join(
                f'<span class="iwk-letter">{foreign(letter, name.language)}→{escape(out) or "–"}</span> '
                for letter, out in self._letters(part)
            )
            line += " " + " ".join(f"{letter}→{out or '–'}" for letter, out in self._letters(part))
        else:
            below = inline(self.text(f"{part}/context"))
            line += f" {self.text(f'{part}/context')}"
        face = f"<p><strong>{number}.</strong> {head}<br>{below}</p>"
        return Section(part, (self._question(part, number),), face, (line,))

    def _letters(self, part: str) -> tuple[tuple[str, str], ...]:
        """Return the letters of a name with what its table writes for them, in the order of the alphabet."""
        found = pieces(self._names(self.key(part))[0].form.lower(), self.system(part))
        return tuple(sorted({pair for pair in found if pair[0].strip()}, key=_place))

    def _question(self, part: str, number: int) -> Question:
        if self.asks(part) == WRITE:
            label = say("Name {number} in Latin letters", number=number)
            return Text(label=label, most=LONGEST, rows=1, missing=say("Write name {number}", number=number))
        # The label carries a number and not the form: it cannot be marked with its language.
        return Pick(
            label=say("Form {number} was written from:", number=number), options=self.choices(part),
            missing=say("Choose what form {number} was written from", number=number),
        )  # fmt: skip

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold what was written, or chosen, against the tables."""
        key = self.key(part)
        if self.asks(part) == FROM:
            said = quoted(self.choices(part)[value])
            if value == self.system(part):
                return [Reason(part, "right", said, self.reasons[part], key.rows, about=self._about(part))]
            finding, words = value, self._by_that_table(key, value)
        else:
            said = quoted(value.strip())
            if _bare(value) == _bare(self._right(part)):
                return [Reason(part, "right", said, self.reasons[part], key.rows, about=self._about(part))]
            finding, words = self._slip(part, value)
        text = f"{words} {row_of(self, part, f'if/{finding}')}".strip()
        return [Reason(part, "wrong", said, text, finding=finding, about=self._about(part))]

    def _about(self, part: str) -> str:
        """Return how a sentence on a name begins: with the name, or with the form that was read."""
        name = self._names(self.key(part))[0]
        if self.asks(part) == FROM:
            return at(self.parts.index(part) + 1)
        return say(
            "For {name}", name=name.form if name.language == "en" else f"[{name.language}: {name.form}]"
        )

    def _right(self, part: str) -> str:
        return transliterate(self._names(self.key(part))[0].form, self.system(part), signs=False)

    def _by_that_table(self, key: Key, system: str) -> str:
        if system == NONE:
            return say("One of the tables does make it.")
        return say("By that table it would be “{form}”.", form=self._made(key)[system])

    def _slip(self, part: str, value: str) -> tuple[str, str]:
        """Return how a text departs from the table, and say so without giving away what the table has."""
        given = _bare(value)
        if any("\u0400" <= letter <= "\u04ff" for letter in given):
            return "cyrillic", say("Some of its letters are still Cyrillic.")
        own = self._names(self.key(part))[0]
        for system in SYSTEMS.values():
            if given == _bare(transliterate(own.form, system.name)):
                words = say("That is what another table makes of these letters: {system}.",
                            system=say(system.title))  # fmt: skip
                return "other-table", words
        for name, table in self._others(part):
            if given == _bare(transliterate(name.form, table)):
                words = say("That is what a table makes of another name: [{code}: {form}].",
                            code=name.language, form=name.form)  # fmt: skip
                return "other-name", words
        done = ""
        for letter, out in pieces(own.form, self.system(part)):
            if not given.startswith(_bare(done + out)):
                if not done.strip():
                    return "letter", say(
                        "Its first letter is not what the table has for “{letter}”.", letter=letter
                    )
                return "letter", say("It follows the table up to “{done}”. Look at the letter “{letter}”.",
                                     done=done.strip(), letter=letter)  # fmt: skip
            done += out
        return "letter", say("It follows the table, and then goes on. Where does the name end?")

    def _others(self, part: str) -> Iterator[tuple[Toponym, str]]:
        """Yield the names of the task's other parts that stand for the same place, each by every table."""
        own = self._names(self.key(part))[0]
        for name in dict.fromkeys(name for key in self.keys for name in self._names(key)):
            if name.place == own.place and name.form != own.form:
                for system in SYSTEMS.values():
                    if system.language == name.language:
                        yield name, system.name

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each name the ways to depart from its table, and for each form what it was not."""
        made: list[tuple[str, ...]] = []
        for part in self.parts:
            writes = self.asks(part) == WRITE
            names = SLIPS if writes else [one for one in self.choices(part) if one != self.system(part)]
            made += [(f"{part}/if/{name}",) for name in names]
        return made

    def solution(self) -> Feedback:
        """Return what the tables make of each name, and from what each form was written."""
        reasons = []
        for part in self.parts:
            key = self.key(part)
            right = self._right(part) if self.asks(part) == WRITE else self.choices(part)[self.system(part)]
            made = "; ".join(f"{say(SYSTEMS[one].title)}: {form}" for one, form in self._made(key).items())
            remark = say("The tables: {made}.", made=made) if made else ""
            reasons.append(Reason(part, "noted", quoted(right), self.reasons[part], key.rows, remark=remark,
                                  about=self._about(part)))  # fmt: skip
        return Feedback("noted", say("What the tables make of the names."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return what the tables give."""
        return {
            part: self._right(part) if self.asks(part) == WRITE else self.system(part) for part in self.parts
        }


def _place(pair: tuple[str, str]) -> tuple[int, ...]:
    """Return where letters stand in the alphabet; those of both languages are in one row."""
    return tuple(ALPHABET.find(letter) for letter in pair[0])


def _bare(text: str) -> str:
    """Return a form as it is compared: without signs for soft letters, and however large its letters are."""
    bare = text.replace("'", "").replace("`", "").translate(SIGNS)
    return " ".join(bare.split()).casefold()
