"""The annotators of a corpus's passages held against each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.corpus.teaching_records import Passage
from infowar_kit.say import later, plural, say
from infowar_kit.say import number as decimal
from infowar_kit.tone.methods.agreement import Span, by_character, cohen_kappa, span_alpha

ANNOTATORS = ("one", "two")
KEY = "key"
HEAD = (
    later("Technique"), later("Marks of one"), later("Marks of two"), later("Marks of the key"),
    later("Same in both"), later("Kappa (passages)"), later("Alpha (characters)"),
)  # fmt: skip
_MARK = re.compile(r"\[[^\]]*\]\s*")


def first_character(passage: Passage) -> int:
    """Return where the part of a passage begins that can be marked: after "[Constructed for teaching]"."""
    mark = _MARK.match(passage.text) if passage.kind == "constructed" else None
    return mark.end() if mark else 0


def spans_of(corpus: Corpus, passage: str, annotator: str) -> tuple[Span, ...]:
    """Return the spans of one annotator, or of the key, in a passage, in order."""
    rows = (row for row in corpus.annotations if (row.passage, row.annotator) == (passage, annotator))
    return tuple(sorted(Span(row.start, row.end, row.technique) for row in rows))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of agreement.

    Parameters
    ----------
    what : str
        A technique, or what the line sums up.
    one, two, key : int
        Spans of each annotator and of the key.
    same : int
        Spans that both annotators have, to the character.
    kappa : float
        Cohen's kappa over passages: is it there at all?
    alpha : float
        Krippendorff's alpha over characters.
    """

    what: str
    one: int
    two: int
    key: int
    same: int
    kappa: float
    alpha: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotators of a corpus agree on.

    Parameters
    ----------
    passages, characters : int
        Passages read by both, and characters in them that could be marked.
    lines : tuple of Line
        Technique by technique.
    total : Line
        All techniques together: kappa of "is anything there", alpha of "which techniques lie here".
    marked : float
        Alpha of "does anything lie here", whatever the technique.
    strength : int
        Passages that both gave the same strength.
    strength_kappa : float
        Cohen's kappa of the strengths, every difference counted alike.
    about : str
        Who the annotators are, in sentences.
    """

    passages: int
    characters: int
    lines: tuple[Line, ...]
    total: Line
    marked: float
    strength: int
    strength_kappa: float
    about: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(say(name) for name in HEAD)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The table as text."""
        return [
            (x.what, str(x.one), str(x.two), str(x.key), str(x.same), number(x.kappa), number(x.alpha))
            for x in (*self.lines, self.total)
        ]

    @property
    def sentences(self) -> list[str]:
        """What the table says and what it does not."""
        return [
            *([self.about] if self.about else []),
            plural(
                "{number} passages with {characters} characters that could be marked. Whether a "
                "character is marked at all, whatever the technique, has an alpha of {alpha}.",
                "{number} passages with {characters} characters that could be marked. Whether a "
                "character is marked at all, whatever the technique, has an alpha of {alpha}.",
                self.passages, characters=self.characters, alpha=number(self.marked),
            ),
            say(
                "How strong a passage is as a whole, from 0 to 4, was judged alike on {same} of {passages} "
                "passages; its kappa is {kappa}.",
                same=self.strength, passages=self.passages, kappa=number(self.strength_kappa),
            ),
            say(
                "Most passages were written to show certain techniques. That makes them easier to agree on "
                "than texts found in the world."
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return "\n".join([*self.sentences, "\t".join(self.head), *("\t".join(row) for row in self.rows)])


def number(value: float) -> str:
    """Return a coefficient for a table; a dash where it is undefined."""
    return "–" if math.isnan(value) else decimal(value, 3)


def agreement(corpus: Corpus) -> Agreement:
    """Return how far the two annotators of a corpus's passages agree.

    Raises
    ------
    ValueError
        If a span does not lie in its passage.
    """
    passages = corpus.passages
    spans = {
        (passage.passage_id, who): spans_of(corpus, passage.passage_id, who)
        for passage in passages
        for who in (*ANNOTATORS, KEY)
    }
    texts = [
        [by_character(spans[p.passage_id, who], len(p.text), start=first_character(p)) for who in ANNOTATORS]
        for p in passages
    ]
    names = {slug: technique.name for slug, technique in techniques().items()}

    def line(what: str, wanted: Iterable[str], alpha: float) -> Line:
        wanted = set(wanted)
        chosen = {
            who: [{s for s in spans[p.passage_id, who] if s.technique in wanted} for p in passages]
            for who in (*ANNOTATORS, KEY)
        }
        count = {who: sum(map(len, found)) for who, found in chosen.items()}
        both = zip(chosen["one"], chosen["two"], strict=True)
        there = [[bool(found) for found in chosen[who]] for who in ANNOTATORS]
        same = sum(len(a & b) for a, b in both)
        return Line(what, count["one"], count["two"], count[KEY], same, cohen_kappa(*there), alpha)

    strengths = [(p.strength_1, p.strength_2) for p in passages]
    return Agreement(
        passages=len(passages),
        characters=sum(len(text[0]) for text in texts),
        lines=tuple(line(name, [slug], span_alpha(texts, techniques=[slug])) for slug, name in names.items()),
        total=line(say("all together"), names, span_alpha(texts)),
        marked=span_alpha(texts, techniques=names),
        strength=sum(a == b for a, b in strengths),
        strength_kappa=cohen_kappa([a for a, _ in strengths], [b for _, b in strengths]),
        about=corpus.event.annotators,
    )
