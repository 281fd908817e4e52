"""Grade a source and what it says apart, before anything is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from infowar_kit.corpus.records import Item, Source
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import later, plural, say
from infowar_kit.tasks.acceptable import not_acceptable
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import PartByPart, Steps
from infowar_kit.tasks.tries import wrong
from infowar_kit.text import escape, inline, language_name
from infowar_kit.verification.admiralty import (
    GRADES,
    GRADES_SHORT,
    LETTERS,
    LETTERS_SHORT,
    OFF_WORDS,
    graded,
    lettered,
    off_scale,
)
from infowar_kit.verification.halo_table import halo_html
from infowar_kit.verification.known import known_of
from infowar_kit.verification.methods.halo import Grading, halo

STEPS = Steps(
    previous=later("Previous report"), next=later("Next report"), place=later("Report {number} of {total}.")
)


class SourceGrader(PartByPart):
    """Grade reports: an answer is ``{part: {"letter": "A"-"F", "number": 1-6}}``.

    Reports may come one by one. A second try replaces the first, but the first is kept: it alone was made
    before the reveal, and only such judgements can show a halo.
    """

    kind: ClassVar[str] = "source-grader"
    steps = STEPS

    def source(self, part: str) -> Source:
        """Return whose reliability is graded."""
        return self.corpus.source(self.key(part).source)

    def item(self, part: str) -> Item:
        """Return the page on which the report stands."""
        return self.corpus.item(self.key(part).item)

    def focus(self, part: str) -> str:
        """Return the statement whose credibility is graded."""
        return self.text(f"{part}/focus")

    def seen(self, part: str) -> str:
        """Return what a reader of the page sees; where there is no text of its own, what it reports."""
        return self.optional(f"{part}/seen") or self.item(part).reports

    def others(self, part: str) -> tuple[Item, ...]:
        """Return other items on the same matter, as a reader who looked round could have found them."""
        refs = [ref.partition(":") for ref in self.key(part).rows]
        keys = [key for table, _, key in refs if table == "items" and key != self.key(part).item]
        return self.corpus.by_date(self.corpus.item(key) for key in keys)

    def trouble(self) -> str:
        """Return which key accepts what is no grade; see `Task.trouble`."""
        return not_acceptable(self.id, self.keys, [str(number) for number in GRADES_SHORT])

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the reports, each with its two scales."""
        letter = Pick(
            label=say("How reliable is the source?"), field=("letter",), short=True,
            missing=say("Choose a letter for the source"),
            options={letter: f"{letter} – {words}" for letter, words in LETTERS_SHORT.items()},
        )  # fmt: skip
        number = Pick(
            label=say("How credible is the statement?"), field=("number",), short=True,
            missing=say("Choose a number for the information"),
            options={number: f"{number} – {words}" for number, words in GRADES_SHORT.items()},
        )  # fmt: skip
        return tuple(
            Section(part, (letter, number), self._face(part), (self._line(part),)) for part in self.parts
        )

    def nothing(self) -> str:
        """Return what is said when nothing is graded."""
        return say("Nothing is graded yet. Choose a letter and a number, then check.")

    def _line(self, part: str) -> str:
        return f"{self.source(part).name}: {self.focus(part)}"

    def _face(self, part: str) -> str:
        source, item = self.source(part), self.item(part)
        page = self.corpus.source(item.source)
        relayed = "" if page == source else say(", as {page} passes it on", page=page.name)
        when = publication_label(item, self.corpus.zone, self.corpus.period)
        # What can be known of a source stands before its letter is asked.
        known = "".join(f"<li>{inline(line)}</li>" for line in known_of(self, part, source))
        where = say("{when}, in {language}, {item}.", when=when, language=language_name(item.language),
                    item=item.item_id)  # fmt: skip
        return (
            f'<div class="iwk-item"><p><strong>{escape(say("The source: {name}", name=source.name))}</strong>'
            f"{escape(relayed)}</p><ul>{known}</ul>"
            f"<p>{escape(say('What the page says:'))} {inline(self.seen(part))}</p>"
            f'<p class="iwk-small">{escape(where)} {link(item.url, say("Page"))}</p>'
            f"<p><strong>{escape(say('The statement:'))} {inline(self.focus(part))}</strong></p></div>"
            f"{self._others_face(part)}"
        )

    def _others_face(self, part: str) -> str:
        others = self.others(part)
        if not others:
            words = say("What others reported: nothing else on this in the collection.")
            return f"<p>{escape(words)}</p>"
        lines = "".join(f"<li>{self._other(part, item)}</li>" for item in others)
        title = plural("What others reported ({number})", "What others reported ({number})", len(others))
        return f"<details><summary>{escape(title)}</summary><ul>{lines}</ul></details>"

    def _other(self, part: str, item: Item) -> str:
        reports = self.optional(f"{part}/others/{item.item_id.lower()}") or item.reports
        name = self.corpus.source(item.source).name
        when = publication_label(item, self.corpus.zone, self.corpus.period)
        return f"{escape(name)}, {escape(when)}: {escape(reports)} {link(item.url, say('Page'))}"

    # What comes back

    def judge(self, part: str, value: Any) -> Sequence[Reason]:
        """Hold letter and number, each by itself, against what the evidence bears out."""
        made = {"letter": value["letter"], "number": value["number"]}
        reasons = self._reasons(part, value["letter"], value["number"])
        return [
            reason if reason.verdict == "right" else self._off(reason, made[reason.finding])
            for reason in reasons
        ]

    def _off(self, reason: Reason, given: Any) -> Reason:
        part, axis = reason.part, reason.finding
        finding = off_scale(given, self._scale(part, axis))
        names = [given, f"{axis}-{finding}"]
        look = say(OFF_WORDS[finding])
        return wrong(self, part, reason.said, names, look, finding=axis, about=reason.about)

    def _scale(self, part: str, axis: str) -> Sequence[int | str]:
        return sorted(self.key(part).letters) if axis == "letter" else self.accepted(part)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each report the letters and numbers that do not hold."""
        return [
            (f"{part}/if/{given}", f"{part}/if/{axis}-{off_scale(given, accepted)}")
            for part in self.parts
            for axis, scale in (("letter", LETTERS), ("number", GRADES))
            for accepted in [self._scale(part, axis)]
            for given in scale
            if given not in accepted
        ]

    def headline(self, reasons: Sequence[Reason], left: int) -> str:
        """Return which of the two scales is borne out."""
        right = [reason.finding for reason in reasons if reason.verdict == "right"]
        if len(right) == len(reasons):
            return say("Letter and number are both borne out.")
        if not right:
            return say("Read both reasons, then grade once more.")
        if len(reasons) != 2:
            return say("Some grades are borne out. Read the reasons of the others, then grade once more.")
        if right == ["letter"]:
            words = say("The letter is borne out, the number is not yet.")
        else:
            words = say("The number is borne out, the letter is not yet.")
        return f"{words} {say('Read its reason, then grade once more.')}"

    def accepted(self, part: str) -> tuple[int, ...]:
        """Return the numbers that the evidence bears out."""
        return tuple(sorted(int(number) for number in self.key(part).accept))

    def _reasons(self, part: str, letter: str | None, number: int | None) -> list[Reason]:
        """Return the reason for the letter and the one for the number; None is "not answered"."""
        key = self.key(part)
        return [
            Reason(
                part,
                _verdict(letter, key.letters),
                lettered(key.letters if letter is None else [letter]),
                self._with_differ(self.text(f"{part}/letter-reason"), f"{part}/letter-differ"),
                (f"sources:{key.source}",),
                finding="letter",
                about=say("For the source"),
            ),
            Reason(
                part,
                _verdict(number, self.accepted(part)),
                graded(self.accepted(part) if number is None else [number]),
                self._with_differ(self.reasons[part], f"{part}/number-differ"),
                tuple(ref for ref in key.rows if ref != f"sources:{key.source}"),
                finding="number",
                about=say("For the statement"),
            ),
        ]

    def _with_differ(self, reason: str, name: str) -> str:
        differ = self.optional(name)
        return f"{reason}\n\n*{say('Good graders differ:')}* {differ}" if differ else reason

    def solution(self) -> Feedback:
        """Return letters and numbers of all reports, with reasons."""
        reasons = [reason for part in self.parts for reason in self._reasons(part, None, None)]
        return Feedback("noted", say("What the evidence bears out."), tuple(reasons))

    def right_answer(self) -> dict[str, Any]:
        """Return for each report the first letter and number that are borne out."""
        return {
            part: {"letter": sorted(self.key(part).letters)[0], "number": self.accepted(part)[0]}
            for part in self.parts
        }

    def summary(self, answers: Mapping[str, Any], *, shown: bool = False) -> str:
        """Return the halo matrix once every report is graded, and before it how many are."""
        if self.is_complete(answers):
            return halo_html(halo(self.gradings(answers)))
        done = sum(part in answers for part in self.parts)
        words = say("{done} of {total} reports graded.", done=done, total=len(self.parts))
        return f"<p>{escape(words)}</p>" if done else ""

    def merge(self, before: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
        """Judgements add up; of each report the first one is kept beside the newest."""
        after = dict(before)
        for part, given in answer.items():
            newest = {"letter": given["letter"], "number": given["number"]}
            first = before[part]["first"] if part in before else newest
            after[part] = newest | {"first": first}
        return after

    def gradings(self, answers: Mapping[str, Any]) -> tuple[Grading, ...]:
        """Return the first judgement of each report, for `analysis.halo`."""
        firsts = [(part, answers[part]["first"]) for part in self.parts if part in answers]
        return tuple(Grading(first["letter"], first["number"], self.accepted(part)) for part, first in firsts)


def _verdict(given: object, accepted: Sequence[object]) -> Verdict:
    if given is None:
        return "noted"
    return "right" if given in accepted else "wrong"
