"""Judge reports as faithful or distorted, with a chance: a test in two forms, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.teaching_records import TaskRow
from infowar_kit.errors import LookupFailed
from infowar_kit.learning.methods.sitting import Judged, Sitting
from infowar_kit.learning.sitting_page import sitting_html
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link, row_line
from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.special_questions import Reveal
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.text import escape, inline, language_name

FAITHFUL, DISTORTED = "faithful", "distorted"
# The step that is picked, and the chance behind it that the report is faithful. No step says nothing.
CHANCES = {1: 0.05, 2: 0.20, 3: 0.40, 4: 0.60, 5: 0.80, 6: 0.95}
STEPS_IN_WORDS = Sayings(
    {
        "1": later("surely distorted (95 %)"),
        "2": later("probably distorted (80 %)"),
        "3": later("rather distorted (60 %)"),
        "4": later("rather faithful (60 %)"),
        "5": later("probably faithful (80 %)"),
        "6": later("surely faithful (95 %)"),
    }
)
WHAT_IT_WAS = Sayings({FAITHFUL: later("faithful"), DISTORTED: later("distorted")})


class Judgement(PartByPart):
    """Judge reports: an answer is ``{part: {"chance": 1-6, "opened": 0-1}}``.

    A corpus has two tasks of this kind, one before and one after the lessons; the keys of each are one form
    of the test. Which form comes first is drawn by the learner's seed. What a key accepts is ``faithful`` or
    ``distorted``, and then what is distorted there, or could have been.

    Nothing is said of an answer until all are given: then they stand, and the page shows all reasons.
    """

    kind: ClassVar[str] = "judgement"
    draws: ClassVar[bool] = True
    steps = Steps(
        previous=later("Previous report"),
        next=later("Next report"),
        place=later("Report {number} of {total}."),
    )

    def __init__(self, corpus: Corpus, row: TaskRow, language: str = "en") -> None:
        self.form = row.task_id
        super().__init__(corpus, row, language)
        forms = [one.task_id for one in corpus.tasks if one.kind == self.kind]
        if len(forms) != 2:
            raise LookupFailed("A test needs two tasks of the kind 'judgement', one for each form.")
        self.other = next(form for form in forms if form != self.id)

    def text(self, name: str) -> str:
        """Return one of the task's texts; those of a report stand with the form that has it."""
        owner = self.form if "/" in name else self.id
        return self.corpus.text(f"{owner}/{name}", self.language)

    def draw(self, seed: int) -> None:
        """Take the other form where the seed is odd."""
        self.form = self.other if seed % 2 else self.id
        self.keys = self.corpus.keys_of_task(self.form)
        self.reasons = {key.part: self.text(f"{key.part}/reason") for key in self.keys}
        self.__dict__.pop("_sections", None)

    def is_faithful(self, part: str) -> bool:
        """Whether a report is faithful."""
        return FAITHFUL in self.key(part).accept

    def aspect(self, part: str) -> str:
        """Return what is distorted in a report, or could have been."""
        return self.key(part).accept[-1]

    def sitting(self, answers: Mapping[str, Any]) -> Sitting:
        """Return what was judged how, as the methods read it."""
        return Sitting(
            self.form,
            tuple(
                Judged(
                    part, self.is_faithful(part), CHANCES[answers[part]["chance"]],
                    bool(answers[part]["opened"]), self.aspect(part),
                )
                for part in self.parts if part in answers
            ),
        )  # fmt: skip

    def trouble(self) -> str:
        """Return which key says of a report neither that it is faithful nor distorted; see `Task.trouble`."""
        strange = [key for key in self.keys if key.accept[:1] not in ((FAITHFUL,), (DISTORTED,))]
        return not_acceptable(self.id, strange, (FAITHFUL, DISTORTED))

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the reports, each with evidence to open and one scale."""
        return tuple(
            Section(
                key.part,
                self._questions(key.part),
                self._face(key.part),
                silent=True,
                lines=(self.text(f"{key.part}/seen"),),
            )
            for key in self.keys
        )

    def _questions(self, part: str) -> tuple[Reveal, Pick]:
        return (
            Reveal(
                label=say("Evidence"), field=("opened",), optional=True,
                cards=(self.text(f"{part}/evidence"),),
            ),
            Pick(
                label=say("Faithful to what it reports?"), field=("chance",), short=True,
                missing=say("Choose one of the six steps"),
                options={step: STEPS_IN_WORDS[str(step)] for step in CHANCES},
            ),
        )  # fmt: skip

    def _face(self, part: str) -> str:
        item = self.corpus.item(self.key(part).item)
        when = say("{source}, {when}, in {language}",
                   source=self.corpus.source(item.source).name, language=language_name(item.language),
                   when=publication_label(item, self.corpus.zone, self.corpus.period))  # fmt: skip
        return (
            f'<div class="iwk-item"><p><strong>{escape(when)}</strong></p>'
            f"<p>{inline(self.text(f'{part}/seen'))}</p></div>"
        )

    def nothing(self) -> str:
        """Return what is said when nothing is chosen."""
        return say("Nothing is chosen yet. Choose one of the six steps.")

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Say only that it is kept."""
        return (Reason(part, "noted", "", say("Kept."), finding="kept", tabled=True),)

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return that the answers are kept; what they are worth is said when all are given."""
        if not left:
            return say("All reports are judged. What holds stands below.")
        return say("Kept. What holds is said when all reports are judged.")

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Answers add up, and a newer one counts until all are given: then the reasons are known."""
        if self.is_complete(before):
            return dict(before)
        return {
            **before,
            **{part: {"opened": 0, **given} for part, given in answer.items()},
        }

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return how many are judged, and when all are, what they show."""
        if not answers:
            return ""
        if not self.is_complete(answers) and not shown:
            done = plural("{number} report judged.", "{number} reports judged.", len(answers))
            return f"<p>{escape(done)}</p>"
        rows = "".join(self._told(part, answers.get(part)) for part in self.parts)
        return sitting_html(self.sitting(answers)) + f"<ol>{rows}</ol>"

    def _told(self, part: str, given: Mapping[str, Any] | None) -> str:
        """Return a report with what it was, what was answered, the reason and its rows."""
        key = self.key(part)
        page = self.corpus.item(key.item)
        right = given is not None and (CHANCES[given["chance"]] > 0.5) == self.is_faithful(part)
        sign = "" if given is None else say("Yes") if right else say("No")
        was = say("It was {what}.", what=WHAT_IT_WAS[key.accept[0]])
        said = "" if given is None else say("You: {step}.", step=STEPS_IN_WORDS[str(given["chance"])])
        rows = "".join(f"<li>{row_line(self.corpus, ref)}</li>" for ref in key.rows)
        where = f" ({link(page.url, say('Page'))})" if page.url else ""
        return (
            f"<li><p><strong>{escape(sign)}</strong> {inline(self.text(f'{part}/seen'))}{where}</p>"
            f"<p>{escape(said)} <strong>{escape(was)}</strong> {inline(self.reasons[part])}</p>"
            f"<details><summary>{escape(say('Evidence'))}</summary><ul>{rows}</ul></details></li>"
        )

    def solution(self) -> Feedback:
        """Return what each report was, with the reason."""
        reasons = tuple(
            Reason(key.part, "noted", self.text(f"{key.part}/seen"),
                   self.reasons[key.part], key.rows, finding=key.accept[0], tabled=True)
            for key in self.keys
        )  # fmt: skip
        return Feedback("noted", say("What the evidence bears out."), reasons)

    def right_answer(self) -> dict[str, Any]:
        """Return what somebody who knows would say."""
        return {part: {"chance": 6 if self.is_faithful(part) else 1, "opened": 0} for part in self.parts}
