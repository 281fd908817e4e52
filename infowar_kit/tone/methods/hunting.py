"""Hold the lens's findings against adjudicated marks: right, false alarm, missed; with cues switched off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import techniques
from infowar_kit.corpus.teaching_records import Annotation, Passage
from infowar_kit.say import Sayings, later, say
from infowar_kit.tone.lens import Finding, read
from infowar_kit.tone.methods.annotators import KEY
from infowar_kit.tone.methods.scores import precision_recall

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
    """

    passage: Passage
    findings: tuple[Finding, ...]
    marks: tuple[Annotation, ...]

    def right(self, finding: Finding) -> bool:
        """Whether the key has a mark of the same technique that shares a character with it."""
        return any(_same(finding, mark) for mark in self.marks)

    def elsewhere(self, finding: Finding) -> tuple[Annotation, ...]:
        """Return marks of other techniques on the same words."""
        return tuple(mark for mark in self.marks if _touch(finding, mark) and not _same(finding, mark))

    @property
    def missed(self) -> tuple[Annotation, ...]:
        """Marks of the key that no finding of their technique touches."""
        return missed(self.marks, self.findings)


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
    marks = [row for row in corpus.annotations if (row.passage, row.annotator) == (passage_id, KEY)]
    marks.sort(key=lambda mark: (mark.start, mark.end))
    return Hunt(passage, read(passage.text, passage.language), tuple(marks))


def hunts(corpus: Corpus) -> tuple[Hunt, ...]:
    """Return all constructed passages in languages that the lens reads, with findings and key."""
    return tuple(hunt(corpus, row.passage_id) for row in corpus.passages if row.kind == "constructed")


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


def score(rows: Iterable[Hunt], off: Collection[str] = ()) -> Score:
    """Count over passages, with some techniques or strengths switched off.

    Parameters
    ----------
    rows : iterable of Hunt
        The passages.
    off : collection of str
        Slugs of techniques, and strengths. A mark still counts when its technique is off: then it is missed.
    """
    findings = right = marks = found = 0
    for one in rows:
        on = [f for f in one.findings if f.technique not in off and f.strength not in off]
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
