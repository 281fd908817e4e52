"""How well the hedge finder tells sentences with a hedge from sentences without one.

Run ``python -m tests.benchmarks.hedges``. The sentences are constructed, half of them without a hedge; who
wrote them did not see the cues, and who wrote the cues did not see them. The corpus's own markers (`hedges`
of `items`) are looked up too; they were noted for reading, and some only say who speaks.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.analysis.hedges import HedgeFinder
from infowar_kit.corpus import Corpus, load
from infowar_kit.text import language_name

SENTENCES = Path(__file__).parent.parent / "data" / "hedge_sentences.csv"
DOC = Path(__file__).parent.parent.parent / "docs" / "hedge-measurements.md"
COMMAND = "python -m tests.benchmarks.hedges"


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % interval (Wilson 1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.959964, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return middle - half, middle + half

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.2f} ({low:.2f}–{high:.2f}; {self.hits}/{self.of})"


@dataclass(frozen=True)
class Measured:
    """The figures of one language.

    Attributes
    ----------
    precision : Rate
        Of the sentences in which a hedge was found, those that have one.
    recall : Rate
        Of the sentences that have a hedge, those in which one was found.
    attribution : Rate
        Of the sentences with nothing but plain attribution, those in which no hedge was found.
    corpus : Rate
        Of the corpus's own markers, those in which any cue was found, hedge or attribution.
    missed, false : tuple of str
        Sentences that went wrong, by id.
    """

    precision: Rate
    recall: Rate
    attribution: Rate
    corpus: Rate
    missed: tuple[str, ...]
    false: tuple[str, ...]


def sentences() -> list[dict[str, str]]:
    """Return the constructed sentences."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(corpus: Corpus, rows: Iterable[dict[str, str]], language: str) -> Measured:
    """Return the figures of a language."""
    finder = HedgeFinder(corpus.hedge_cues)
    own = [row for row in rows if row["language"] == language]
    found = {row["sentence_id"]: _hedged(finder, row["text"], language) for row in own}
    truth = {row["sentence_id"]: row["hedged"] == "true" for row in own}
    right = sum(found[key] and truth[key] for key in found)
    plain = [row["sentence_id"] for row in own if row["plain_attribution"] == "true"]
    plain = [key for key in plain if not truth[key]]
    marked = [words for item in corpus.items if item.language == language for words in item.hedges]
    return Measured(
        precision=Rate(right, sum(found.values())),
        recall=Rate(right, sum(truth.values())),
        attribution=Rate(sum(not found[key] for key in plain), len(plain)),
        corpus=Rate(sum(bool(finder.markers(words, language)) for words in marked), len(marked)),
        missed=tuple(key for key in found if truth[key] and not found[key]),
        false=tuple(key for key in found if found[key] and not truth[key]),
    )


def _hedged(finder: HedgeFinder, text: str, language: str) -> bool:
    return any(marker.hedges for marker in finder.markers(text, language))


def document(figures: dict[str, Measured]) -> str:
    """Return the figures as a page."""
    head = "language | precision | recall | plain attribution left alone | corpus's own markers"
    lines = [
        "# How well the hedge finder works", "",
        f"Made by `{COMMAND}`; do not edit here.", "",
        "The finder of lesson 06 looks words and endings up in the table `hedge_cues`. It was measured once, "
        "on 64 constructed sentences a language, half of them without a hedge. Whoever wrote the sentences "
        "did not see the cues, and the cues were finished before the sentences were opened and were not "
        "changed afterwards. Shares come with 95 % intervals (Wilson); 64 sentences are few, "
        "so these are wide. The aim was 0.80 each: precision comes near it, recall does not. "
        "Constructed sentences are cleaner than the web.", "",
        "The last column is about the markers noted in our own items. There any cue counts, because those "
        "notes also hold words that only say who speaks, and words of approximation, which the finder does "
        "not look for. Writer of cues and corpus are not independent; read it as a check, and not as a "
        "measurement.", "",
        f"| {head} |", "|" + "---|" * 5,
    ]  # fmt: skip
    for language, got in figures.items():
        cells = (got.precision, got.recall, got.attribution, got.corpus)
        lines.append(f"| {language_name(language)} | {' | '.join(map(str, cells))} |")
    lines += ["", "## What goes wrong", ""]
    for language, got in figures.items():
        missed = ", ".join(got.missed) or "none"
        false = ", ".join(got.false) or "none"
        lines.append(f"- {language_name(language)}: missed {missed}; false alarms {false}.")
    lines += [
        "", "A word finder does not know who is sure of what. It takes *can* for *may* in Ukrainian and "
        "Russian, knows the French conditional by its ending only, and German *sollen* by a guess at whether "
        "it reports or orders.", "",
    ]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    kit = load()
    rows = sentences()
    page = document({code: measure(kit, rows, code) for code in ("uk", "ru", "fr", "en", "de")})
    DOC.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
