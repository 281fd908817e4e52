"""How sure one statement sounds from the original to its copies, as a figure with a text twin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infowar_kit.page.figure import PALETTE, PHONE, Figure, draw, is_narrow, name_rows
from infowar_kit.say import later, plural, say
from infowar_kit.translation.hedge_meter import LEVEL_SHORT, ORIGINAL, Against, HedgeMeter
from infowar_kit.translation.methods.hedges import HedgeFinder

HEAD = (
    later("text"), later("certainty"), later("against the original"),
    later("what the finder reads in these words"),
)  # fmt: skip


def plot_certainty(axes: Any, steps: Sequence[tuple[str, tuple[int, ...]]]) -> Any:
    """Draw levels of certainty text by text; a level that can be argued is drawn as a span.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    steps : sequence of (str, tuple of int)
        Name of a text and the levels, 0 to 3, that it may be given; the original first.

    Returns
    -------
    matplotlib.axes.Axes
        The same.
    """
    narrow = is_narrow(axes)
    tops = name_rows(axes, [name for name, _ in steps], body=1.2, below=5 if narrow else 4)
    original = sum(steps[0][1]) / len(steps[0][1])
    for top, (_, levels) in zip(tops, steps, strict=True):
        row = top + 0.6
        axes.plot(
            [original, original], [top, top + 1.2], color="#999999", linestyle="--", linewidth=1, zorder=1
        )
        axes.plot([min(levels), max(levels)], [row, row], color=PALETTE[0], linewidth=6, alpha=0.4)
        axes.scatter([sum(levels) / len(levels)], [row], color=PALETTE[0], s=60, zorder=3)
    axes.set_xlim(-0.4, 3.4)
    words, under = "{level}\n{word}", say("how sure the speaker sounds (dashed line: the original)")
    ticks = [words.format(level=level, word=word) for level, word in LEVEL_SHORT.items()]
    # On a phone, broken where they can be.
    axes.set_xticks(list(LEVEL_SHORT), [tick.replace(" ", "\n") for tick in ticks] if narrow else ticks)
    axes.set_xlabel(under.replace(" (", "\n(") if narrow else under)
    return axes


def certainty_figure(task: HedgeMeter) -> Figure:
    """Return the texts of a hedge meter as a figure, the original on top.

    Parameters
    ----------
    task : HedgeMeter
        Its texts ``<task>/<part>/step`` name them in scripts that a plot can draw.
    """
    parts = (ORIGINAL, *(part for part in task.parts if part != ORIGINAL))
    steps = [(task.text(f"{part}/step"), task.levels[part]) for part in parts]
    against = {part: task.against_original(part) for part in parts[1:]}
    names = {part: name for (name, _), part in zip(steps, parts, strict=True)}
    surer = [names[part] for part, words in against.items() if words is Against.SURER]
    less = [names[part] for part, words in against.items() if words is Against.LESS_SURE]
    alt = plural(
        "{number} texts on a scale from 0, doubts, to 3, states. The original stands at {level}. Surer than "
        "the original: {surer}. Less sure: {less}. Where a level can be argued, a bar spans it.",
        "{number} texts on a scale from 0, doubts, to 3, states. The original stands at {level}. Surer than "
        "the original: {surer}. Less sure: {less}. Where a level can be argued, a bar spans it.",
        len(steps), level=_levels(task.levels[ORIGINAL]), surer="; ".join(surer) or say("none"),
        less="; ".join(less) or say("none"),
    )  # fmt: skip
    found = _finder_words(task, parts)
    rows = [
        [name, _levels(levels), against[part].words if part in against else say("the original"), found[part]]
        for (name, levels), part in zip(steps, parts, strict=True)
    ]
    return Figure(
        png=draw(lambda axes: plot_certainty(axes, steps)),
        narrow=draw(lambda axes: plot_certainty(axes, steps), width=PHONE),
        alt=alt,
        caption=say("How sure one statement sounds, from the original to its copies."),
        head=[say(name) for name in HEAD],
        rows=rows,
    )


def _finder_words(task: HedgeMeter, parts: Sequence[str]) -> dict[str, str]:
    """Return what the finder makes of each text; where one took from the one before, also what changed."""
    finder = HedgeFinder(task.corpus.hedge_cues)
    words = {part: task.quoted(part) for part in parts}
    readable = [part for part in parts if words[part][1] in finder.languages]
    found = dict.fromkeys(parts, say("not read: no words, or no cues for the language"))
    steps = finder.chain([words[part] for part in readable])
    for before, part, step in zip(["", *readable], readable, steps, strict=False):
        taken = before and step.change and task.took_from(part, before)
        found[part] = str(step.certainty)
        if taken:
            found[part] = say("{certainty}, {change} against the text before",
                              certainty=step.certainty, change=f"{step.change:+d}")  # fmt: skip
    return found


def _levels(levels: tuple[int, ...]) -> str:
    return f" {say('or')} ".join(map(str, levels))
