"""Draw a learner's path of judgements beside what the evidence justified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from infowar_kit.corpus import Corpus
from infowar_kit.page.feedback import SIGNS
from infowar_kit.page.labels import day_label
from infowar_kit.page.table import table
from infowar_kit.say import say
from infowar_kit.text import attribute, escape
from infowar_kit.verification.admiralty import GRADES, GRADES_SHORT, grade_span
from infowar_kit.verification.point import Point

ROW, LEFT, TOP = 30, 190, 36  # for type of 16 px


def path_html(corpus: Corpus, points: Sequence[Point]) -> str:
    """Return the path of every claim judged so far: a drawing, and the same as a table."""
    judged = [point for point in points if point.said is not None]
    parts = [f'<p class="iwk-title">{escape(say("Your path so far"))}</p>']
    for claim in dict.fromkeys(point.claim for point in judged):
        parts.append(f"<p><strong>{escape(corpus.claim(claim).claim)}.</strong></p>")
        parts.append(_drawing(corpus, [point for point in points if point.claim == claim]))
        own = [point for point in judged if point.claim == claim]
        parts.append(_table(corpus, own))
        parts += [f"<p>{escape(words)}</p>" for one, two in pairwise(own) if (words := moved(one, two))]
    return f'<div class="iwk-path">{"".join(parts)}</div>'


def moved(one: Point, two: Point) -> str:
    """Return what two judgements of one claim say of whoever made them; empty while one does not hold."""
    if one.verdict != "right" or two.verdict != "right":
        return ""
    if one.said == two.said:
        return say("You kept {grade}: the evidence of both moments bears it out.", grade=one.said)
    if str(one.said) in map(str, two.accepted):
        return say("You went from {before} to {after}. The evidence did not ask you to move.",
                   before=one.said, after=two.said)  # fmt: skip
    return say("You went from {before} to {after}, because the evidence had changed.",
               before=one.said, after=two.said)  # fmt: skip


def _moment(corpus: Corpus, point: Point) -> str:
    at = dt.datetime.fromisoformat(point.moment).astimezone(corpus.zone)
    return f"{day_label(at)} {at:%H:%M}"


def _drawing(corpus: Corpus, points: Sequence[Point]) -> str:
    """Return one claim's path as SVG: bars for what was justified, rings for what the learner said."""
    step = 130
    width, height = LEFT + step * len(points) + 10, TOP + ROW * len(GRADES) + 8
    parts = []
    for grade, words in GRADES_SHORT.items():
        y = _height(grade)
        # 6 means "cannot be judged": no point on the scale, so a gap and a dashed line part it off.
        dash = ' stroke-dasharray="3 4"' if grade == 6 else ""
        parts.append(
            f'<line x1="{LEFT}" y1="{y}" x2="{width - 10}" y2="{y}" stroke="#8a8a8a" stroke-width="1"{dash}/>'
            f'<text x="0" y="{y + 6}" font-size="16" fill="currentColor">'
            f"{grade} {attribute(words)}</text>"
        )
    for number, point in enumerate(points):
        x = LEFT + step * number + step // 2
        parts.append(
            f'<text x="{x}" y="18" font-size="16" text-anchor="middle" fill="currentColor">'
            f"{attribute(_moment(corpus, point))}</text>"
        )
        if point.said is None:
            continue
        for grade in point.accepted if point.told else ():
            parts.append(
                f'<rect x="{x - 26}" y="{_height(grade) - 9}" width="52" height="18" rx="3" '
                f'fill="#0072b2" fill-opacity="0.35" stroke="#0072b2"/>'
            )
        parts.append(
            f'<circle cx="{x}" cy="{_height(point.said)}" r="7" fill="none" '
            f'stroke="currentColor" stroke-width="3"/>'
        )
    words = "; ".join(_words(corpus, point) for point in points)
    return (
        f'<svg role="img" aria-label="{attribute(words)}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}">{"".join(parts)}</svg>'
        f'<p class="iwk-small">{escape(say("Bar: what the evidence justified. Ring: what you said."))}</p>'
    )


def _height(grade: int) -> int:
    return TOP + ROW * (grade - 1) + (10 if grade == 6 else 0)


def _words(corpus: Corpus, point: Point) -> str:
    if point.said is None:
        return say("{moment}: not judged yet", moment=_moment(corpus, point))
    if not point.told:
        return say("{moment}: you said {said}", moment=_moment(corpus, point), said=point.said)
    return say("{moment}: you said {said}, justified {span}",
               moment=_moment(corpus, point), said=point.said, span=grade_span(point.accepted))  # fmt: skip


def _table(corpus: Corpus, points: Sequence[Point]) -> str:
    rows = [
        (
            escape(_moment(corpus, point)),
            f"{SIGNS[point.verdict]} {point.said} {escape(GRADES[point.said or 6])}, {escape(point.sure)}",
            escape(grade_span(point.accepted)) if point.told else escape(say("not yet")),
        )
        for point in points
    ]
    return table((say("Moment"), say("You said"), say("Justified")), rows)
