"""Show how far annotators agree, and where they did not; readable without colour and without a kernel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.corpus.teaching_records import Annotation, Passage
from infowar_kit.say import say, term
from infowar_kit.text import attribute, escape, foreign, inline, plain
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.annotators import ANNOTATORS, Agreement, agreement


@dataclass(frozen=True)
class AgreementTable:
    """How far the annotators of a corpus's passages agree."""

    agreement: Agreement

    def __repr__(self) -> str:
        return str(self.agreement)

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.agreement.head)
        body = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>'
            + "".join(
                f'<td data-label="{attribute(name)}">{escape(cell)}</td>'
                for name, cell in zip(self.agreement.head[1:], row[1:], strict=True)
            )
            + "</tr>"
            for row in self.agreement.rows
        )
        said = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.agreement.sentences)
        return f"{said}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True)
class Disagreement:
    """A passage on which the annotators differed, with what to argue about.

    Parameters
    ----------
    passage : Passage
        The passage.
    marks : tuple of Annotation
        Spans that only one of the annotators has.
    question, key : str
        What to ask, and what the key does.
    """

    passage: Passage
    marks: tuple[Annotation, ...]
    question: str
    key: str

    def mark(self, row: Annotation) -> str:
        """Return one annotator's mark in words."""
        name = techniques()[row.technique].name
        return say(
            "Annotator {who}: {technique}, “{words}” ({confidence} confidence)",
            who=row.annotator, technique=name, words=row.words,
            confidence=term("annotations.confidence", row.confidence),
        )  # fmt: skip


@dataclass(frozen=True)
class Disagreements:
    """Passages on which the annotators differed, to be argued about; outlet and side stay hidden.

    Parameters
    ----------
    corpus : Corpus
        Whose passages they are.
    lesson : str
        Id of the lesson.
    language : str
        Language of the words.
    asked : mapping of str to str
        Passages that a task asks about and that are not marked yet, with its title: what the key does there
        is not told.
    """

    corpus: Corpus
    lesson: str
    language: str = "en"
    asked: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def cases(self) -> tuple[Disagreement, ...]:
        """The cases that have a question, in order of the texts."""
        texts = self.corpus.texts_under(f"lesson-{self.lesson}/disagreement/", self.language)
        cases = []
        for name, question in texts.items():
            if "/" in name:
                continue
            passage: Passage = self.corpus.get("passages", name.upper())
            cases.append(
                Disagreement(passage, differing(self.corpus, passage), question, texts[f"{name}/key"])
            )
        return tuple(cases)

    def _waits(self, case: Disagreement) -> str:
        """Say when it is told what the key does; empty where it is told now."""
        task = self.asked.get(case.passage.passage_id)
        if task is None:
            return ""
        return say("What the key does stands here when you have marked this passage in “{task}”.", task=task)

    def __repr__(self) -> str:
        lines = []
        for number, case in enumerate(self.cases, 1):
            lines += [f"{number}. {case.passage.text}", *(f"   {case.mark(row)}" for row in case.marks)]
            told = self._waits(case) or f"{say('What the key does:')} {plain(case.key)}"
            lines += [f"   {plain(case.question)}", f"   {told}"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f'<ol class="iwk-sheet">{"".join(self._case(case) for case in self.cases)}</ol>'

    def _case(self, case: Disagreement) -> str:
        marks = "".join(f"<li>{escape(case.mark(row))}</li>" for row in case.marks)
        told = (
            f"<details><summary>{escape(say('What the key does'))}</summary>"
            f"<p>{inline(case.key)}</p></details>"
        )
        if waits := self._waits(case):
            told = f"<p><em>{escape(waits)}</em></p>"
        words = foreign(case.passage.text, case.passage.language)
        return (
            f'<li><blockquote class="iwk-post">{words}</blockquote>'
            f"<ul>{marks}</ul><p>{inline(case.question)}</p>{told}</li>"
        )


def differing(corpus: Corpus, passage: Passage) -> tuple[Annotation, ...]:
    """Return the spans in a passage that only one of the annotators has."""
    rows = [r for r in corpus.annotations if r.passage == passage.passage_id and r.annotator in ANNOTATORS]
    spans = [Span(r.start, r.end, r.technique) for r in rows]
    return tuple(row for row, span in zip(rows, spans, strict=True) if spans.count(span) == 1)


def agreement_table(corpus: Corpus) -> AgreementTable:
    """Return how far the annotators of a corpus's passages agree."""
    return AgreementTable(agreement(corpus))
