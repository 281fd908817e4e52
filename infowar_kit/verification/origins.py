"""Independent origins against repeats, as a figure with a text twin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infowar_kit.corpus import Corpus
from infowar_kit.errors import LookupFailed
from infowar_kit.page.figure import HATCHES, PALETTE, PHONE, Figure, draw, is_narrow, name_rows
from infowar_kit.say import later, plural, say
from infowar_kit.verification.methods.relay import Tally, tallies

HEAD = (
    later("claim"), later("repeats"), later("origins that we know"), later("ends not known"),
    later("longest chain"),
)  # fmt: skip


def plot_tallies(axes: Any, rows: Sequence[tuple[str, Tally]]) -> Any:
    """Draw repeats, origins and unknown ends of claims as bars with their numbers.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    rows : sequence of (str, Tally)
        Short name of a claim and its tally; the first stands on top.

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    series = [
        (say("repeats"), [found.repeats for _, found in rows]),
        (say("origins that we know"), [found.origins for _, found in rows]),
        (say("ends not known"), [found.unknown for _, found in rows]),
    ]
    narrow = is_narrow(axes)
    tops = name_rows(axes, [name for name, _ in rows], body=len(series), below=6 if narrow else 4)
    for number, (name, values) in enumerate(series):
        bars = axes.barh(
            [top + number + 0.5 for top in tops], values, height=0.9, label=name, color=PALETTE[number],
            hatch=HATCHES[number], edgecolor="white", linewidth=0.4,
        )  # fmt: skip
        axes.bar_label(bars, padding=3)
    axes.set_xlabel(say("number in this corpus"))
    axes.margins(x=0.16 if narrow else 0.08)
    axes.figure.legend(frameon=False, loc="outside lower center", ncols=1 if narrow else 3)
    return axes


def origins_figure(corpus: Corpus, *, largest: int = 10) -> Figure:
    """Return independent origins against repeats of the most repeated claims.

    Parameters
    ----------
    corpus : Corpus
        Relays and claims.
    largest : int
        How many claims to draw; the text twin has all.

    Raises
    ------
    LookupFailed
        If no relay belongs to a claim.
    """
    found = tallies(corpus)
    if not found:
        raise LookupFailed(say("No relay of this corpus belongs to a claim, so there is nothing to draw."))
    rows = [(_short(corpus.claim(claim).claim), tally) for claim, tally in list(found.items())[:largest]]
    repeated = sum(tally.repeats for tally in found.values())
    known = sum(tally.origins for tally in found.values())
    unknown = sum(tally.unknown for tally in found.values())
    name, first = rows[0]
    bars = plural(
        "Bars for the {number} claims that were repeated most.",
        "Bars for the {number} claims that were repeated most.",
        len(rows),
    )
    top = say(
        "On top: {repeats} repeats, {origins} origins that we know and {unknown} ends not known ({claim}).",
        repeats=first.repeats, origins=first.origins, unknown=first.unknown, claim=name,
    )  # fmt: skip
    together = plural(
        "All {number} claims together: {repeats} repeats, {origins} origins, {unknown} ends not known.",
        "All {number} claims together: {repeats} repeats, {origins} origins, {unknown} ends not known.",
        len(found), repeats=repeated, origins=known, unknown=unknown,
    )  # fmt: skip
    return Figure(
        png=draw(lambda axes: plot_tallies(axes, rows)),
        narrow=draw(lambda axes: plot_tallies(axes, rows), width=PHONE),
        alt=f"{bars} {top} {together}",
        caption=say(
            "Repeats, known origins and unknown ends by claim. Where our rows stop, an end is counted."
        ),
        head=[say(name) for name in HEAD],
        rows=[
            [f"{claim} {corpus.claim(claim).claim}", *map(str, (t.repeats, t.origins, t.unknown, t.longest))]
            for claim, t in found.items()
        ],
    )


def _short(claim: str, most: int = 78) -> str:
    """Return the beginning of a claim, cut between words."""
    if len(claim) <= most:
        return claim
    return f"{claim[: most - 2].rsplit(' ', 1)[0]} …"
