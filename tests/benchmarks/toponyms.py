"""How often the place is found when the tested form is taken out of the gazetteer.

Run ``python -m tests.benchmarks.toponyms``. Every attested form of the corpus is looked up once in a
gazetteer from which all rows with that spelling are removed, whatever their language or place.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass

from infowar_kit.corpus import load
from infowar_kit.corpus.records import Toponym
from infowar_kit.verification.methods.gazetteer import Gazetteer
from infowar_kit.verification.methods.scripts import script_of
from infowar_kit.verification.methods.sounds import plain
from infowar_kit.verification.methods.toponyms import Candidate, candidates

OUTCOMES = ("first", "tied first", "listed", "none", "wrong only", "missing")


@dataclass(frozen=True)
class Trial:
    """One form, looked up without itself."""

    row: Toponym
    places: frozenset[str]
    found: tuple[Candidate, ...]

    @property
    def outcome(self) -> str:
        """Where the right place came out."""
        if not self.found:
            return "none"
        best = [c.place for c in self.found if c.rank == self.found[0].rank]
        if self.places & set(best):
            return "first" if set(best) <= self.places and len(best) == 1 else "tied first"
        if len(self.found) == 1:
            return "wrong only"
        return "listed" if self.places & {c.place for c in self.found} else "missing"

    @property
    def lone(self) -> bool:
        """Whether one candidate only was given."""
        return len(self.found) == 1


def measure() -> list[Trial]:
    """Look every attested form up without itself."""
    corpus = load("kherson-lyman-2022")
    gazetteer = Gazetteer(corpus.places, corpus.toponyms)
    # A form that belongs to several places (homonyms) is one trial a place.
    trials, seen = [], set()
    for row in corpus.toponyms:
        key = (row.place, plain(row.form))
        if not row.attested or key in seen:
            continue
        seen.add(key)
        found = candidates(row.form, gazetteer.without(row.form))
        trials.append(Trial(row, frozenset({row.place}), found))
    return trials


def measure_absent() -> list[Trial]:
    """Look up the native and official names of places of which nothing is left: no answer can be right."""
    corpus = load("kherson-lyman-2022")
    trials = []
    for place in corpus.places:
        rest = [row for row in corpus.toponyms if row.place != place.place_id]
        gazetteer = Gazetteer(corpus.places, rest)
        for row in corpus.toponyms:
            if row.place == place.place_id and row.system in ("native", "kmu-2010", "russian-form"):
                trials.append(Trial(row, frozenset({place.place_id}), candidates(row.form, gazetteer)))
    return trials


def report(trials: list[Trial]) -> str:
    """Return the figures as text."""

    def line(name: str, part: list[Trial]) -> str:
        counts = Counter(trial.outcome for trial in part)
        right = counts["first"] + counts["tied first"]
        cells = "".join(f"{counts[outcome]:>12}" for outcome in OUTCOMES)
        return f"{name:<28}{len(part):>5}{right / len(part):>8.1%}{cells}"

    lines = [f"{'':<28}{'n':>5}{'right':>8}" + "".join(f"{outcome:>12}" for outcome in OUTCOMES)]
    lines.append(line("all", trials))
    for label, key in (("script", lambda t: script_of(t.row.form)), ("system", lambda t: t.row.system)):
        lines.append(f"by {label}")
        for value in sorted({key(trial) for trial in trials}):
            lines.append(line(f"  {value}", [trial for trial in trials if key(trial) == value]))
    lone = [trial for trial in trials if trial.lone]
    wrong = [trial for trial in lone if trial.outcome == "wrong only"]
    lines.append(f"one answer only: {len(lone)}, of them wrong: {len(wrong)}")
    for trial in trials:
        if trial.outcome not in ("first", "tied first"):
            names = ", ".join(f"{c.place} ({c.kind} {c.rank:g})" for c in trial.found)
            lines.append(
                f"  {trial.row.form} [{trial.row.language}] = {trial.row.place}: {trial.outcome}: {names}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report(measure()) + "\n")
    absent = measure_absent()
    lone = [trial for trial in absent if trial.lone]
    several = sum(len(trial.found) > 1 for trial in absent)
    sys.stdout.write(
        f"places taken out whole: {len(absent)} forms; nothing {len(absent) - several - len(lone)}, "
        f"several {several}, one answer only {len(lone)}\n"
    )
    for trial in lone:
        sys.stdout.write(
            f"  {trial.row.form} -> {trial.found[0].place} ({trial.found[0].kind}, {trial.found[0].rank:g})\n"
        )
