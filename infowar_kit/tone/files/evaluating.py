"""Measure the lens on labelled posts, each number beside what costs nothing (its floors)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from infowar_kit.tone.files.languages import Reader
from infowar_kit.tone.files.posts import TECHNIQUES, Post, labelled, listed, rows_counted
from infowar_kit.tone.files.progress import progress
from infowar_kit.tone.lens import Finding
from infowar_kit.tone.lens.judging import named, weight
from infowar_kit.tone.methods.scores import Interval, auc, bootstrap, f1

_MOST = 10_000  # rows left out that are listed
Bits = tuple[frozenset[str], frozenset[str]]  # labels given, techniques named


@dataclass(frozen=True)
class Line:
    """One number, its interval and its floors."""

    name: str
    score: Interval
    floors: dict[str, float]
    note: str = ""

    def __str__(self) -> str:
        floors = ", ".join(f"{name} {value:.3f}" for name, value in self.floors.items())
        note = f"  ({self.note})" if self.note else ""
        return f"{self.name} {self.score}  floors: {floors}{note}"


@dataclass(frozen=True)
class Report:
    """All numbers of an evaluation, as lines."""

    posts: int
    lines: tuple[Line, ...]
    remark: str = ""
    left_out: tuple[str, ...] = ()
    unread: int = 0

    def __str__(self) -> str:
        without = f" ({rows_counted(self.left_out)} left out)" if self.left_out else ""
        head = (
            f"{self.posts} posts{without}. In brackets: 95 % bootstrap intervals over posts. Floors: "
            f"all labels = every technique, always; longest = as many posts as the lens names, the longest "
            f"ones; prior = labels drawn at random as often as they occur; paint everything = the share of "
            f"all characters that is marked."
        )
        return "\n".join([head, *map(str, self.lines), *([self.remark] if self.remark else [])])

    @property
    def left_out_lines(self) -> list[str]:
        """Which rows were left out and why, to be printed."""
        if not self.left_out:
            return []
        were = "was" if len(self.left_out) == 1 else "were"
        return [f"{rows_counted(self.left_out)} {were} left out:", listed(self.left_out, _MOST)]

    def __getitem__(self, name: str) -> Line:
        return next(line for line in self.lines if line.name == name)


def evaluate(
    path: Path, *, draws: int = 300, seed: int = 8, strict: bool = False, encoding: str | None = None
) -> Report:
    """Read a file of labelled posts with the lens and hold it against the labels.

    Parameters
    ----------
    path : pathlib.Path
        CSV, JSON or Parquet.
    draws, seed : int
        Samples for the intervals, and their seed.
    strict : bool
        Whether a row that cannot be used stops everything; by default it is left out and told.
    encoding : str, optional
        Encoding of the file; by default what its bytes tell.

    Raises
    ------
    ToneError
        If the file cannot be used; the message lists columns or rows.
    """
    found = labelled(path, encoding=encoding, strict=strict)
    report = measure(found.posts, draws=draws, seed=seed)
    remark = "\n".join([*found.remarks, *([report.remark] if report.remark else [])])
    return replace(report, remark=remark, left_out=found.faults)


def measure(posts: Sequence[Post], *, draws: int = 300, seed: int = 8) -> Report:
    """Return the report on posts; see `evaluate`."""
    reader = Reader()
    # A text that the lens does not read is one in which it finds nothing: it counts, and is told.
    findings = [
        reader.read(number, post.content, post.lang) or ()
        for number, post in enumerate(progress(posts, "posts"), 1)
    ]
    bits = [(post.techniques, named(found)) for post, found in zip(posts, findings, strict=True)]
    everything = [(given, frozenset(TECHNIQUES)) for given, _ in bits]
    longest = _longest(posts, bits)
    shares = {name: sum(name in given for given, _ in bits) / len(bits) for name in TECHNIQUES}
    lines = [
        Line("macro-F1", bootstrap(bits, _macro, draws=draws, seed=seed), {
            "all labels": _macro(Counter(everything)), "longest": _macro(Counter(longest)),
            "prior": sum(shares.values()) / len(shares)}),
        Line("micro-F1", bootstrap(bits, _micro, draws=draws, seed=seed), {
            "all labels": _micro(Counter(everything)), "longest": _micro(Counter(longest)),
            "prior": sum(s * s for s in shares.values()) / max(1e-9, sum(shares.values()))}),
    ]  # fmt: skip
    for name in TECHNIQUES:
        own = [(name in given, name in said) for given, said in bits]
        count = sum(given for given, _ in own)
        floors = {
            "all labels": _single(Counter((given, True) for given, _ in own)),
            "longest": _single(Counter((name in given, name in said) for given, said in longest)),
            "prior": shares[name],
        }
        detail = f"{count} posts have it, {sum(said for _, said in own)} named"
        lines.append(Line(f"F1 {name}", bootstrap(own, _single, draws=draws, seed=seed), floors, detail))
    scored = [
        (weight(post.content, found), post.manipulative) for post, found in zip(posts, findings, strict=True)
    ]
    lengths = Counter((float(len(post.content)), post.manipulative) for post in posts)
    lines.append(
        Line(
            "AUC manipulative",
            bootstrap(scored, auc, draws=draws, seed=seed),
            {"length only": auc(lengths), "prior": 0.5},
        )
    )
    lines += _span_lines(posts, findings, draws=draws, seed=seed)
    cut = sum(post.cut for post in posts)
    remark = f"In {cut} posts a span ends a few characters after the text; it was cut there." if cut else ""
    remarks = [*([remark] if remark else []), *reader.remarks("post", "posts")]
    return Report(len(posts), tuple(lines), "\n".join(remarks), unread=reader.unread.total())


def _span_lines(
    posts: Sequence[Post], findings: Sequence[Sequence[Finding]], *, draws: int, seed: int
) -> list[Line]:
    marked = sum(end - start for post in posts for start, end in post.spans)
    paint = marked / max(1, sum(len(post.content) for post in posts))
    lines = []
    for name, technique in (("loaded highlights inside marked spans", "loaded-language"),
                            ("all highlights inside marked spans", "")):  # fmt: skip
        rows = []
        for post, found in zip(posts, findings, strict=True):
            own = [f for f in found if f.strength == "highlight" and technique in ("", f.technique)]
            rows.append((sum(inside(f, post.spans) for f in own), len(own)))
        count = sum(total for _, total in rows)
        lines.append(Line(name, bootstrap(rows, _share, draws=draws, seed=seed),
                          {"paint everything": paint}, f"{count} highlights"))  # fmt: skip
    return lines


def inside(found: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether more than half of a finding lies within marked spans, which are in order and do not touch."""
    number = max(0, bisect_right(spans, (found.start, found.start)) - 1)
    covered = 0
    for start, end in spans[number:]:
        if start >= found.end:
            break
        covered += max(0, min(end, found.end) - max(start, found.start))
    return 2 * covered > found.end - found.start


def _longest(posts: Sequence[Post], bits: Sequence[Bits]) -> list[Bits]:
    """Return the floor that gives each label to the longest posts, as often as the lens gives it."""
    order = sorted(range(len(posts)), key=lambda number: -len(posts[number].content))
    said: list[set[str]] = [set() for _ in posts]
    for name in TECHNIQUES:
        for number in order[: sum(name in own for _, own in bits)]:
            said[number].add(name)
    return [(given, frozenset(own)) for (given, _), own in zip(bits, said, strict=True)]


def _counts(rows: Counter[Bits]) -> dict[str, list[int]]:
    sums = {name: [0, 0, 0] for name in TECHNIQUES}
    for (given, said), count in rows.items():
        for name in given & said:
            sums[name][0] += count
        for name in said:
            sums[name][1] += count
        for name in given:
            sums[name][2] += count
    return sums


def _macro(rows: Counter[Bits]) -> float:
    return sum(f1(*sums) for sums in _counts(rows).values()) / len(TECHNIQUES)


def _micro(rows: Counter[Bits]) -> float:
    hits, said, given = (sum(column) for column in zip(*_counts(rows).values(), strict=True))
    return f1(hits, said, given)


def _single(rows: Counter[tuple[bool, bool]]) -> float:
    hits = rows[True, True]
    return f1(hits, hits + rows[False, True], hits + rows[True, False])


def _share(rows: Counter[tuple[int, int]]) -> float:
    total = sum(all_ * count for (_, all_), count in rows.items())
    return sum(hits * count for (hits, _), count in rows.items()) / total if total else 0.0
