"""Draw any task that is made of questions: all its parts one below the other, or one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from infowar_kit.errors import AnswerError
from infowar_kit.page.feedback import feedback_html, note_html, reasons_html
from infowar_kit.say import say
from infowar_kit.tasks import Feedback
from infowar_kit.tasks.feedback import overall
from infowar_kit.tasks.sections import Section, put, value_at
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.text import escape, plain
from infowar_kit.widgets.controls import Control, RevealControl, control
from infowar_kit.widgets.drafts import same
from infowar_kit.widgets.task_view import TaskView, button, row


class FormView(TaskView):
    """View of a task's questions.

    Attributes
    ----------
    controls : dict
        Control of each question that is drawn, by part and field: ``controls["report-1", "letter"]``.
    """

    def body(self) -> list[widgets.Widget]:
        """Return what stands above the questions, and the questions."""
        self.controls: dict[tuple[str, ...], Control] = {}
        self._boxes: dict[str, widgets.Widget] = {}
        self._found: dict[str, widgets.HTML] = {}
        self.part_buttons: dict[str, widgets.Button] = {}
        intro = self.work.task.intro()
        made: list[widgets.Widget] = [widgets.HTML(intro)] if intro else []
        if self.steps is None:
            return [*made, *(self._box(section) for section in self.work.task.sections())]
        self.part = self._first_open()
        self._face = widgets.HTML()
        self._face.add_class("iwk-part")
        self._stage = widgets.VBox()
        self.before_button = button(say(self.steps.previous), lambda: self.go(-1))
        self.next_button = button(say(self.steps.next), lambda: self.go(1))
        self.guard.turns(self.before_button, self.next_button)
        between = self.between()
        self._ask()
        return [*made, self._face, *between, self._stage]

    @property
    def steps(self) -> Steps | None:
        """Words for going from part to part, where one is shown at a time; else None."""
        task = self.work.task
        return task.steps if isinstance(task, PartByPart) else None

    @property
    def _apart(self) -> bool:
        """Whether each part has a button of its own: in a long form the one at the end is far from it."""
        task = self.work.task
        alone = isinstance(task, PartByPart) and task.alone
        return alone and self.steps is None and len(task.sections()) > 1

    def between(self) -> list[widgets.Widget]:
        """Return what a special view shows between a part and its questions, where one is shown at a time."""
        return []

    def face_of(self, section: Section) -> str:
        """Return what stands above the questions of a part, where one is shown at a time."""
        return section.face

    # A part

    def _box(self, section: Section) -> widgets.Widget:
        """Return a part's questions with a place for what is found; made once, so that drafts stay."""
        if section.part in self._boxes:
            return self._boxes[section.part]
        given = self.work.answers.get(section.part)
        draft = self.work.drafts.get(section.part)
        made = []
        for question in section.questions:
            made.append(control(question, value_at(given, question.field)))
            self.controls[(section.part, *question.field)] = made[-1]
            if draft is not None:
                made[-1].take(value_at(draft, question.field))
            made[-1].on_change(self.draft)
            if isinstance(made[-1], RevealControl):
                made[-1].tell = self.speak
        questions = row(made) if len(made) > 1 else widgets.VBox(made)
        questions.add_class("iwk-questions")
        self._found[section.part] = widgets.HTML()
        below = [self._found[section.part]]
        if self._apart:
            check = button(say("Check this"), lambda: self._check_part(section.part))
            self.part_buttons[section.part] = check
            below = [row([check]), *below]
        head = [widgets.HTML(section.face)] if section.face and self.steps is None else []
        box = widgets.VBox([*head, questions, *below])
        box.add_class("iwk-card")
        self._boxes[section.part] = box
        return box

    def _first_open(self) -> str:
        parts = [section.part for section in self.work.task.sections()]
        return next((part for part in parts if part not in self.work.answers), parts[0])

    def _ask(self) -> None:
        """Show the part at hand."""
        section = self.work.task.section(self.part)
        self._face.value = f"<p><strong>{escape(self.place())}</strong></p>{self.face_of(section)}"
        self._stage.children = [self._box(section)]
        parts = self.parts
        self.before_button.disabled = self.part == parts[0]
        self.next_button.disabled = self.part == parts[-1]

    @property
    def parts(self) -> list[str]:
        """The parts in the order in which they are shown."""
        return [section.part for section in self.work.task.sections()]

    def place(self) -> str:
        """Return which part of how many is shown."""
        parts = self.parts
        assert self.steps is not None
        return say(self.steps.place, number=parts.index(self.part) + 1, total=len(parts))

    def go(self, by: int) -> None:
        """Go on or back by some parts."""
        parts = self.parts
        self.part = parts[max(0, min(len(parts) - 1, parts.index(self.part) + by))]
        self._ask()
        self._feedback.value = self._hint.value = ""
        self.refresh()
        said = " ".join(plain(line) for line in self.work.task.section(self.part).lines)
        self.speak(f"{self.place()} {said}".strip())
        self.guard.look("part")

    # What a task's view does

    def buttons(self) -> widgets.Widget:
        """Return the row of buttons, with the way from part to part."""
        steps = [] if self.steps is None else [self.before_button, self.next_button]
        return row([self.check_button, self.hint_button, self.show_button, *steps])

    def answer(self) -> Mapping[str, Any]:
        """Return what the controls say now, of the parts of which they say anything."""
        sections = self.work.task.sections() if self.steps is None else [self.work.task.section(self.part)]
        return {section.part: value for section in sections if (value := self._value(section)) is not None}

    def _value(self, section: Section) -> Any:
        """Return a part's value, or None where nothing of it is answered."""
        pairs = [
            (question, self.controls[(section.part, *question.field)].value) for question in section.questions
        ]
        # A list in which nothing need be ticked is an answer as it stands, but does not begin a part.
        asked = any(question.is_empty(None) for question, _ in pairs)
        begun = any(value != [] and not question.is_empty(value) for question, value in pairs)
        if asked and not begun and self.steps is None:
            return None
        if len(pairs) == 1 and not pairs[0][0].field:
            return pairs[0][1]
        value: dict[str, Any] = {}
        for question, found in pairs:
            if not (question.optional and question.is_empty(found)):
                put(value, question.field, found)
        return value

    def drafted(self) -> dict[str, Any]:
        """Return what stands in the controls and was not checked as it stands, by part."""
        found = dict(self.work.drafts)
        for section in self.work.task.sections():
            if section.part not in self._boxes:
                continue
            made = [
                (question.field, self.controls[(section.part, *question.field)].begun)
                for question in section.questions
            ]
            given = self.work.answers.get(section.part)
            if all(same(value, value_at(given, field)) for field, value in made):
                found.pop(section.part, None)
                continue
            value: Any = {}
            for field, one in made:
                if not field:
                    value = one
                elif one is not None:
                    put(value, field, one)
            found[section.part] = value
        return found

    def _check_part(self, part: str) -> None:
        """Check one part alone, and answer beside it."""
        value = self._value(self.work.task.section(part))
        try:
            if value is None:
                raise AnswerError(self.work.task.nothing())
            feedback = self.work.answer({part: value})
        except AnswerError as error:
            self._found[part].value = note_html(str(error))
            self.speak(str(error))
            self.guard.look()
            return
        self._shown = False
        self.draw_part(part, feedback)
        # At the end stands how far all of it has come.
        if so_far := self.work.feedback():
            whole = Feedback(so_far.verdict, so_far.headline)
            self._feedback.value = feedback_html(self.work.task.corpus, whole)
        self.say_feedback(feedback)
        self.refresh()
        self.guard.look()

    def draw_part(self, part: str, feedback: Feedback) -> None:
        """Show what is found on one part beside it."""
        own = [reason for reason in feedback.reasons if reason.part == part and not reason.tabled]
        verdict = overall(own) if any(one.verdict != "noted" for one in own) else "noted"
        listed = reasons_html(self.work.task.corpus, own)
        self._found[part].value = f'<div class="iwk-feedback iwk-{verdict}">{listed}</div>' if own else ""

    def at_hand(self) -> tuple[str, ...]:
        """Return the part that is shown, where it is one at a time; else those tried, or all of one try."""
        return () if self.steps is None else (self.part,)

    def restored(self) -> Feedback | None:
        """Return the feedback to what is on the page, if it was checked before."""
        if self.steps is None:
            return super().restored()
        given = self.work.answers.get(self.part)
        return self.work.task.check({self.part: given}) if given is not None else None

    def refresh(self) -> None:
        """Bring the view in line with the work."""
        super().refresh()
        # Only the part at hand is shown, and after a try: what is still to be judged stays unseen.
        if self.steps is not None and self.part not in self.work.answers:
            self.show_button.layout.display = "none"

    def draw_feedback(self, feedback: Feedback) -> None:
        """Show each reason at the part that it is about, and the rest below."""
        corpus = self.work.task.corpus
        shown = feedback.laid or feedback.verdict == "noted"
        if self.steps is not None or (shown and len(self._found) == 1):
            for found in self._found.values():
                found.value = ""
            self._feedback.value = feedback_html(corpus, feedback)
            return
        for part in self._found:
            self.draw_part(part, feedback)
        rest = tuple(reason for reason in feedback.reasons if reason.part not in self._found)
        # What only leads over to the reasons is no end of its own: it says where they are.
        where = say("It stands at each part, above.") if shown and not rest else ""
        headline = f"{feedback.headline} {where}".rstrip()
        self._feedback.value = feedback_html(corpus, replace(feedback, headline=headline, reasons=rest))
