"""What a learner is shown of a test: right and wrong by kind, and how sure against how often right.

No d′ and no other figure of one learner: from twenty reports it would swing by two thirds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from infowar_kit.learning.methods.sitting import Judged, Sitting
from infowar_kit.page.table import table
from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.text import escape

ASPECTS = Sayings(
    {
        "number": later("a number or a time"),
        "who": later("who said or did it"),
        "certainty": later("how sure it is"),
        "meaning": later("what the words mean"),
    }
)
_SURE = ((0.6, later("60 %")), (0.8, later("80 %")), (0.95, later("95 %")))
_WIDE, _HIGH, _EDGE = 280, 230, 44


def tally(judged: Iterable[Judged]) -> tuple[int, int]:
    """Return how many were judged rightly, and how many there are."""
    found = list(judged)
    return sum(one.right for one in found), len(found)


def surenesses(judged: Sequence[Judged]) -> list[tuple[float, int, int]]:
    """Return for each sureness how many were right and how many there are."""
    of = [(max(one.chance, 1 - one.chance), one) for one in judged]
    return [(sure, *tally(one for how, one in of if abs(how - sure) < 1e-6)) for sure, _ in _SURE]


def sitting_html(sitting: Sitting) -> str:
    """Return what one sitting shows."""
    rows = [_row(say("faithful reports"), (one for one in sitting.judged if one.faithful)),
            _row(say("distorted reports"), (one for one in sitting.judged if not one.faithful))]  # fmt: skip
    rows += [
        _row(say("about {what}", what=ASPECTS[name]), (one for one in sitting.judged if one.aspect == name))
        for name in ASPECTS
        if any(one.aspect == name for one in sitting.judged)
    ]
    opened = sum(one.opened for one in sitting.judged)
    left = plural(
        "You opened the evidence of {number} report before you judged it.",
        "You opened the evidence of {number} reports before you judged them.",
        opened,
    )
    head = (say("Reports"), say("Judged rightly"))
    return f"{table(head, rows)}<p>{escape(left)}</p>{curve_html((sitting,))}"


def _row(name: str, judged: Iterable[Judged]) -> tuple[str, str]:
    right, total = tally(judged)
    return escape(name), escape(say("{right} of {total}", right=right, total=total))


def moved_html(before: Sitting, after: Sitting) -> str:
    """Return two sittings beside each other, in counts: no praise that twenty reports cannot bear."""
    kinds = {say("faithful reports"): True, say("distorted reports"): False}
    rows = []
    for name, kind in kinds.items():
        cells = [
            say("{right} of {total}", right=right, total=total)
            for side in (before, after)
            for right, total in [tally(one for one in side.judged if one.faithful == kind)]
        ]
        rows.append((escape(name), *map(escape, cells)))
    rows.append(
        (escape(say("evidence opened first")),
         *(escape(str(sum(one.opened for one in side.judged))) for side in (before, after)))
    )  # fmt: skip
    chance = say(
        "Twenty reports are few. Somebody who has learned nothing moves by three or four from one such test "
        "to the next, up or down. Only a class can say more."
    )
    head = (say("Reports"), say("First test"), say("Last test"))
    return f"{table(head, rows)}<p>{escape(chance)}</p>{curve_html((before, after))}"


def curve_lines(sitting: Sitting) -> list[str]:
    """Return the curve in words."""
    return [
        say(
            "{sure} sure: right {right} of {total} times", sure=f"{how * 100:.0f} %", right=right, total=total
        )
        for how, right, total in surenesses(sitting.judged)
        if total
    ]


def curve_html(sittings: Sequence[Sitting]) -> str:
    """Return how sure against how often right: one small drawing with the same in words below it."""
    names = [say("First test"), say("Last test")] if len(sittings) == 2 else [""]
    drawn, told = [], []
    for number, (name, sitting) in enumerate(zip(names, sittings, strict=True)):
        points = [
            (_x(how), _y(right / total), total) for how, right, total in surenesses(sitting.judged) if total
        ]
        way = " ".join(f"{x:.0f},{y:.0f}" for x, y, _ in points)
        dash = ' stroke-dasharray="5 4"' if number == 0 and len(sittings) == 2 else ""
        drawn.append(f'<polyline points="{way}" fill="none" stroke="currentColor"{dash}/>')
        drawn += [
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{2 + total**0.5:.1f}" fill="currentColor"/>'
            for x, y, total in points
        ]
        told += [f"{name}: {line}" if name else line for line in curve_lines(sitting)]
    words = "; ".join(told)
    axis = (
        f'<path d="M{_x(0.5):.0f},{_y(0.0):.0f} V{_y(1.0):.0f} M{_x(0.5):.0f},{_y(0.0):.0f} H{_x(1.0):.0f}" '
        f'stroke="currentColor" fill="none"/>'
        f'<path d="M{_x(0.5):.0f},{_y(0.5):.0f} L{_x(1.0):.0f},{_y(1.0):.0f}" stroke="currentColor" '
        f'opacity="0.6" fill="none"/>'
    )
    marks = "".join(
        f'<text x="{_x(how):.0f}" y="{_HIGH - 16}" text-anchor="middle" font-size="16" fill="currentColor">'
        f"{how * 100:.0f} %</text>"
        for how, _ in _SURE
    ) + "".join(
        f'<text x="{_EDGE - 4}" y="{_y(share) + 5:.0f}" text-anchor="end" font-size="16" fill="currentColor">'
        f"{share * 100:.0f}</text>"
        for share in (0.0, 0.5, 1.0)
    )
    title = escape(say("How sure you were, and how often you were right"))
    under = say(
        "From left to right: how sure. Upwards: how often right, in per cent. On the thin line the two agree."
    )
    if len(sittings) == 2:
        under += " " + say("The dashed line is the first test, the other one the last.")
    lines = "".join(f"<li>{escape(line)}</li>" for line in told)
    return (
        f"<p><strong>{title}</strong></p>"
        f'<svg role="img" aria-label="{escape(words)}" width="{_WIDE}" height="{_HIGH}" '
        f'viewBox="0 0 {_WIDE} {_HIGH}">{axis}{marks}{"".join(drawn)}</svg>'
        f'<p class="iwk-small">{escape(under)}</p><ul>{lines}</ul>'
    )


def _x(sure: float) -> float:
    return _EDGE + (sure - 0.5) / 0.5 * (_WIDE - 2 * _EDGE)


def _y(share: float) -> float:
    return _HIGH - _EDGE - share * (_HIGH - 2 * _EDGE)
