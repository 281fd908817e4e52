"""Outlets and sides of the marked passages as a table: told, never kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infowar_kit.say import say
from infowar_kit.text import attribute, escape, inline
from infowar_kit.tone.span_annotator import SpanAnnotator


def names_html(task: SpanAnnotator, answers: Mapping[str, Any]) -> str:
    """Return outlets and sides of the passages, and what the first marks were on either side."""
    found = task.sides(answers)
    shares = {(one.pair, one.side): one for one in found.passages}
    heads = ("", say("Outlet"), say("Speaks"), say("Found"), say("Beyond the key"))
    rows = []
    for number, part in enumerate(task.parts, 1):
        passage = task.passage(part)
        one = shares.get((passage.pair, passage.side))
        cells = (
            passage.outlet,
            found.sides.get(passage.side, say("for neither side")),
            say("{found} of {total}", found=one.found, total=one.of) if one else say("not counted: no pair"),
            str(one.beyond) if one else "–",
        )
        rows.append(
            f'<tr><th scope="row">{escape(say("Passage {number}", number=number))}</th>'
            + "".join(
                f'<td data-label="{attribute(head)}">{escape(cell)}</td>'
                for head, cell in zip(heads[1:], cells, strict=True)
            )
            + "</tr>"
        )
    said = "".join(f"<p>{inline(sentence)}</p>" for sentence in found.sentences)
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in heads)
    kept = say(
        "It is computed when you ask for it, from the first marks that you checked in each passage: later "
        "ones were made after the key had spoken. It stands neither in your record nor in the notebook. Your "
        "marks do stand in your record: who can read that, as those who run a server can, could compute it "
        "too. The file for a teacher leaves them out."
    )
    return (
        f'<p class="iwk-title">{escape(say("Names and sides"))}</p>{said}'
        f"<table><thead><tr>{head}</tr></thead>"
        f'<tbody>{"".join(rows)}</tbody></table><p class="iwk-small">{escape(kept)}</p>'
    )
