"""A claim never met: sightings one after another, an answer of a machine among them, and a short note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.learning.methods.note import Note, contradictions
from infowar_kit.learning.note_words import CLASHES, MACHINE, RUBRIC, SURE
from infowar_kit.page.labels import publication_label
from infowar_kit.say import later, say
from infowar_kit.tasks.feedback import Feedback, Reason, quoted
from infowar_kit.tasks.questions import Number, Pick, Question, Text
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.special_questions import SIGHTINGS, Reveal
from infowar_kit.tasks.task import PartByPart
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, inline, plain, prose

UNKNOWN = "not-known"
LOOK, NOTE, RATE = "look", "note", "rate"
CONSTRUCTED = later("Constructed for this lesson: an answer as a chat program gives it.")


class ClaimNote(PartByPart):
    """Write a note on a claim that the learner's seed draws.

    Its keys name, for each claim, the parts ``CLAIM-look`` (whose rows are the sightings), ``CLAIM-ai-1``
    and so on (sentences of the constructed answer), ``CLAIM-note`` (which accepts what can be held to be
    the origin) and ``CLAIM-rate``. The note is held against the learner's own findings, not against an
    opinion.
    """

    kind: ClassVar[str] = "claim-note"
    draws: ClassVar[bool] = True

    def __init__(self, corpus: Corpus, row: TaskRow, language: str = "en") -> None:
        super().__init__(corpus, row, language)
        self._all = self.keys

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that can be drawn, by the beginning of their parts."""
        return tuple(dict.fromkeys(key.part.partition("-")[0] for key in self._all))

    def draw(self, seed: int) -> None:
        """Keep one claim; not with the same bit of the seed that draws the form of the test."""
        mine = self.claims[seed // 2 % len(self.claims)]
        self.keys = tuple(key for key in self._all if key.part.partition("-")[0] == mine)
        self.__dict__.pop("_sections", None)

    def sections(self) -> tuple[Section, ...]:
        """Return sightings, sentences of the answer, the note, and the rating of one's own note."""
        return tuple(Section(key.part, self._questions(key.part), self._face(key.part), silent=True,
                             lines=self._lines(key.part)) for key in self.keys)  # fmt: skip

    def _lines(self, part: str) -> tuple[str, ...]:
        """Return the claim, or the sentence that is held against rows, as plain text."""
        match self._is(part):
            case "look":
                return (say("The claim: {claim}", claim=self.corpus.claim(self.key(part).claim).claim),)
            case "ai":
                return (f"“{plain(self.text(f'{part}/seen'))}” {say(CONSTRUCTED)}",)
            case _:
                return ()

    def _is(self, part: str) -> str:
        """Return which kind of part it is."""
        return part.split("-")[1]

    def _questions(self, part: str) -> tuple[Question, ...]:
        match self._is(part):
            case "look":
                return (
                    Reveal(label=say("Sightings"), field=("opened",), cards=self.cards(part), missing=say(
                        "Open all sightings before you check"), least=len(self.cards(part)), words=SIGHTINGS),
                )  # fmt: skip
            case "ai":
                return (Pick(label=say("Held against the sightings"),
                             options={name: MACHINE[name] for name in MACHINE}),)  # fmt: skip
            case "rate":
                return (Pick(label=say("How good is your note?"),
                             options={step: RUBRIC[str(step)] for step in range(1, 5)}),)  # fmt: skip
            case _:
                return self._fields(part)

    def _fields(self, part: str) -> tuple[Question, ...]:
        letters, numbers = {one: one for one in "ABCDEF"}, {one: str(one) for one in range(1, 7)}
        return (
            Text(label=say("The claim, in one sentence"), field=("claim",), rows=2, most=400),
            Pick(label=say("Its origin"), field=("origin",), options=self.origins(part), compact=True),
            Number(
                label=say("How many sources know it independently?"), field=("independent",), most=50,
                whole=True,
            ),
            Text(label=say("What is known"), field=("known",), rows=3, most=800),
            Text(label=say("What is not known"), field=("unknown",), rows=3, most=800),
            Pick(label=say("How sure are you that it held on the day of the last sighting?"), field=("sure",),
                 options={step: SURE[str(step)] for step in range(1, 7)}, compact=True),
            Pick(label=say("Letter for the origin (as in lesson 02)"), field=("letter",), options=letters,
                 compact=True),
            Pick(label=say("Number for the information (as in lesson 02)"), field=("number",),
                 options=numbers, compact=True),
        )  # fmt: skip

    def origins(self, part: str) -> dict[str, str]:
        """Return the sources that may be picked as the origin: those sighted, those accepted, and none."""
        look = self.key(f"{part.partition('-')[0]}-{LOOK}")
        seen = [self.corpus.item(ref.partition(":")[2]).source for ref in look.rows]
        names = {
            one: self.corpus.source(one).name for one in (*self.key(part).accept, *seen) if one != UNKNOWN
        }
        ordered = dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
        return {**ordered, UNKNOWN: say("not known")}

    def cards(self, part: str) -> tuple[str, ...]:
        """Return the sightings by date, and the constructed answer after the first two."""
        cards = []
        for ref in self.key(part).rows:
            item = self.corpus.item(ref.partition(":")[2])
            when = publication_label(item, self.corpus.zone, self.corpus.period)
            cards.append(f"*{self.corpus.source(item.source).name}*, {when}: {item.reports}")
        cards.insert(2, self.answer_text(part))
        return tuple(cards)

    def answer_text(self, part: str) -> str:
        """Return the constructed answer with its mark inside."""
        mine = part.partition("-")[0]
        said = " ".join(
            self.text(f"{key.part}/seen") for key in self._all if key.part.startswith(f"{mine}-ai-")
        )
        return f"*{say(CONSTRUCTED)}* “{said}”"

    def _face(self, part: str) -> str:
        match self._is(part):
            case "look":
                claim = self.corpus.claim(self.key(part).claim).claim
                return f"<p><strong>{escape(say('The claim: {claim}', claim=claim))}</strong></p>"
            case "ai":
                mark = escape(say(CONSTRUCTED))
                return f'<p>“{inline(self.text(f"{part}/seen"))}” <span class="iwk-small">{mark}</span></p>'
            case "rate":
                words = say("Check your note first. Then read the model note, and rate your own.")
                return f"<p>{escape(words)}</p>"
            case _:
                return f"<p><strong>{escape(say('Your note'))}</strong></p>"

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold sentences against rows, and the note against itself."""
        key = self.key(part)
        match self._is(part):
            case "ai":
                if value in key.accept:
                    return (Reason(part, "right", quoted(MACHINE[value]), self.reasons[part], key.rows,
                                   finding=key.accept[0]),)  # fmt: skip
                again = say("That does not fit. Look for this sentence in the sightings: is it there, and "
                            "does the same voice say it?")  # fmt: skip
                return (wrong(self, part, quoted(MACHINE[value]), [value], again),)
            case "note":
                return self._note_reasons(part, value)
            case _:
                return (Reason(part, "noted", "", say("Kept."), key.rows, finding="kept"),)

    def _note_reasons(self, part: str, value: Mapping[str, Any]) -> tuple[Reason, ...]:
        key = self.key(part)
        named, about = quoted(self.origins(part)[value["origin"]]), say("For the origin")
        if value["origin"] in key.accept:
            origin = Reason(part, "right", named, self.reasons[part], key.rows, finding="origin", about=about)
        else:
            again = say("The sightings do not lead back there. Ask of each whom it names, and follow that.")
            origin = wrong(self, part, named, [value["origin"], "origin"], again, about=about)
        note = Note(value["origin"] != UNKNOWN, int(value["independent"]), value["known"], value["unknown"],
                    value["sure"], value["letter"], value["number"])  # fmt: skip
        clashes = tuple(
            Reason(part, "wrong", "", CLASHES[name], finding=name) for name in contradictions(note)
        )
        agrees = Reason(part, "right", "", say("The fields of your note agree with one another."),
                        finding="agrees")  # fmt: skip
        return (origin, *(clashes or (agrees,)))

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return the marks and origins that do not hold; before a claim is drawn, those of all claims."""
        made: list[tuple[str, ...]] = []
        for key in self.keys:
            if self._is(key.part) == "ai":
                made += [(f"{key.part}/if/{name}",) for name in MACHINE if name not in key.accept]
            elif self._is(key.part) == NOTE:
                wrongly = [one for one in self.origins(key.part) if one not in key.accept]
                made += [(f"{key.part}/if/{one}", f"{key.part}/if/origin") for one in wrongly]
        return made

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return the model note once a note is written; where the solution is shown, it has it already."""
        notes = [] if shown else [part for part in answers if self._is(part) == NOTE]
        made = "".join(prose(self.text(f"{part}/model")) for part in notes)
        head = escape(say("A model note, for comparison"))
        return f"<p><strong>{head}</strong></p>{made}" if made else ""

    def solution(self) -> Feedback:
        """Return what can be held of each sentence, and the model note."""
        reasons = []
        for key in self.keys:
            if self._is(key.part) == "ai":
                said = quoted(MACHINE[key.accept[0]])
                reasons.append(Reason(key.part, "noted", said, self.reasons[key.part], key.rows,
                                      finding=key.accept[0]))  # fmt: skip
            elif self._is(key.part) == NOTE:
                text = f"{self.reasons[key.part]}\n\n{self.text(f'{key.part}/model')}"
                origins = quoted(*(self.origins(key.part)[one] for one in key.accept), last=say("or"))
                reasons.append(Reason(key.part, "noted", origins, text, key.rows, finding="origin",
                                      about=say("For the origin")))  # fmt: skip
        return Feedback("noted", say("What the evidence bears out."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return an answer whose fields agree, with the origin that can be held."""
        made: dict[str, Any] = {}
        for key in self.keys:
            match self._is(key.part):
                case "look":
                    made[key.part] = {"opened": len(self.cards(key.part))}
                case "ai":
                    made[key.part] = key.accept[0]
                case "rate":
                    made[key.part] = 3
                case _:
                    known = key.accept[0] != UNKNOWN
                    made[key.part] = {
                        "claim": self.corpus.claim(key.claim).claim, "origin": key.accept[0],
                        "independent": 1, "known": self.text(f"{key.part}/model"),
                        "unknown": say("Whether others know it independently."), "sure": 4,
                        "letter": "C" if known else "F", "number": 3,
                    }  # fmt: skip
        return made
