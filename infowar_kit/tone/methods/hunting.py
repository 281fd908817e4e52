"""Hold the lens's findings against adjudicated marks: right, false alarm, missed; with cues switched off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.corpus.teaching_records import Annotation, Passage
from infowar_kit.say import Sayings, later, say
from infowar_kit.tone.lens import Finding, read
from infowar_kit.tone.methods.annotators import KEY, first_character
from infowar_kit.tone.methods.scores import precision_recall

# A sentence ends with its sign and the quotation mark that goes with it; a small letter goes on with it.
NEUTRAL = "control-neutral"  # role of a passage in the manner of an agency
_END = re.compile(r"[.!?…]+[\"”’)]*\s+(?![a-zà-ÿа-яёіїєґ])")
# What can be switched off: a technique, or everything of a strength.
STRENGTH_SWITCHES = Sayings(
    {
        "highlight": later("all highlights"),
        "hint": later("all hints"),
        "question": later("all question cards"),
    }
)


@dataclass(frozen=True)
class Hunt:
    """A passage, what the lens finds in it and what the key has.

    Parameters
    ----------
    passage : Passage
        The passage.
    findings : tuple of Finding
        All that the lens finds.
    marks : tuple of Annotation
        The adjudicated key.
    annotated : tuple of Annotation
        What each annotator marked before the key was settled.
    annotators : int
        How many there were, those who marked nothing here among them.
    """

    passage: Passage
    findings: tuple[Finding, ...]
    marks: tuple[Annotation, ...]
    annotated: tuple[Annotation, ...] = ()
    annotators: int = 0

    def right(self, finding: Finding) -> bool:
        """Whether the key has a mark of the same technique that shares a character with it."""
        return any(_same(finding, mark) for mark in self.marks)

    def disputed(self, finding: Finding) -> bool:
        """Whether one annotator marked the technique there and another did not, whatever the key took."""
        marking = {mark.annotator for mark in self.annotated if _same(finding, mark)}
        return 0 < len(marking) < self.annotators

    def elsewhere(self, finding: Finding) -> tuple[Annotation, ...]:
        """Return marks of other techniques on the same words."""
        return tuple(mark for mark in self.marks if _touch(finding, mark) and not _same(finding, mark))

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence that can be marked."""
        return sentences(self.passage.text, first_character(self.passage))

    def lies_in(self, mark: Annotation) -> tuple[int, ...]:
        """Return the numbers of the sentences in which a mark lies, from 1."""
        return tuple(
            number
            for number, (start, end) in enumerate(self.sentences, 1)
            if mark.start < end and start < mark.end
        )

    @property
    def missed(self) -> tuple[Annotation, ...]:
        """Marks of the key that no finding of their technique touches."""
        return missed(self.marks, self.findings)


def sentences(text: str, first: int = 0) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence of a text, from a character on."""
    ends = [found.end() for found in _END.finditer(text, first)]
    bounds = [first, *ends, len(text)] if not ends or ends[-1] < len(text) else [first, *ends]
    found = []
    for start, end in pairwise(bounds):
        inner = text[start:end]
        if inner.strip():
            found.append((start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
    return tuple(found)


def _touch(finding: Finding, mark: Annotation) -> bool:
    return finding.start < mark.end and mark.start < finding.end


def _same(finding: Finding, mark: Annotation) -> bool:
    return finding.technique == mark.technique and _touch(finding, mark)


def missed(marks: Iterable[Annotation], findings: Sequence[Finding]) -> tuple[Annotation, ...]:
    """Return the marks that no finding of their technique touches."""
    return tuple(mark for mark in marks if not any(_same(finding, mark) for finding in findings))


def hunt(corpus: Corpus, passage_id: str) -> Hunt:
    """Return a passage with findings and key.

    Raises
    ------
    LookupFailed
        If there is no such passage.
    """
    passage = corpus.get("passages", passage_id)
    rows = sorted(
        (row for row in corpus.annotations if row.passage == passage_id), key=lambda row: (row.start, row.end)
    )
    return Hunt(
        passage,
        read(passage.text, passage.language),
        tuple(row for row in rows if row.annotator == KEY),
        tuple(row for row in rows if row.annotator != KEY),
        len({row.annotator for row in corpus.annotations} - {KEY}),
    )


def hunts(corpus: Corpus) -> tuple[Hunt, ...]:
    """Return all constructed passages in languages that the lens reads, with findings and key."""
    return tuple(hunt(corpus, row.passage_id) for row in corpus.passages if row.kind == "constructed")


def switched_on(one: Hunt, off: Collection[str] = (), without: Collection[str] = ()) -> list[Finding]:
    """Return the findings that are left when techniques, strengths or single cues are switched off."""
    return [
        found
        for found in one.findings
        if found.technique not in off and found.strength not in off and found.cue.cue_id not in without
    ]


def fired_on_neutral(
    rows: Iterable[Hunt], off: Collection[str] = (), without: Collection[str] = ()
) -> tuple[int, int]:
    """Return on how many of the neutral agency texts something fires, and how many there are."""
    neutral = [one for one in rows if one.passage.role == NEUTRAL]
    return sum(bool(switched_on(one, off, without)) for one in neutral), len(neutral)


@dataclass(frozen=True, slots=True)
class Score:
    """How the findings that are switched on do against the key.

    Parameters
    ----------
    findings, right : int
        How many findings there are, and how many of them the key bears out.
    marks, found : int
        How many marks the key has, and how many of them some finding touches.
    """

    findings: int
    right: int
    marks: int
    found: int

    @property
    def precision(self) -> float | None:
        """Share of findings that are right; None without findings."""
        return precision_recall(self.right, self.findings, self.marks)[0]

    @property
    def recall(self) -> float | None:
        """Share of the key's marks that are found; None without marks."""
        return precision_recall(self.found, self.findings, self.marks)[1]

    def __str__(self) -> str:
        return say(
            "precision {precision} ({right} of {findings} findings right), "
            "recall {recall} ({found} of {marks} marks found)",
            precision=per_cent(self.precision), right=self.right, findings=self.findings,
            recall=per_cent(self.recall), found=self.found, marks=self.marks,
        )  # fmt: skip


def per_cent(share: float | None) -> str:
    """Return a share in words."""
    return say("none") if share is None else f"{100 * share:.0f} %"


def score(rows: Iterable[Hunt], off: Collection[str] = (), without: Collection[str] = ()) -> Score:
    """Count over passages, with some techniques or strengths switched off, or single cues taken out.

    Parameters
    ----------
    rows : iterable of Hunt
        The passages.
    off : collection of str
        Slugs of techniques, and strengths. A mark still counts when its technique is off: then it is missed.
    without : collection of str
        Ids of cues that are taken out.
    """
    findings = right = marks = found = 0
    for one in rows:
        on = switched_on(one, off, without)
        findings += len(on)
        right += sum(one.right(finding) for finding in on)
        marks += len(one.marks)
        found += len(one.marks) - len(missed(one.marks, on))
    return Score(findings, right, marks, found)


def switches() -> dict[str, str]:
    """Return what can be switched off, with its name: techniques of the lens, then strengths."""
    known = techniques()
    named = {slug: row.name for slug, row in known.items() if not row.teaching_only}
    return named | dict(STRENGTH_SWITCHES.items())
