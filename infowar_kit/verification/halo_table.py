"""Show a halo matrix as a table with words; no colour is needed to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infowar_kit.text import attribute, escape
from infowar_kit.verification.methods.halo import ELSEWHERE, ENOUGH, EVIDENCE, GROUPS, LETTER, NO_TEST, Halo

HEADS = {
    EVIDENCE: "Number followed the evidence",
    LETTER: "Number leaned to the letter",
    ELSEWHERE: "Number went elsewhere",
    NO_TEST: "No test: both point the same way",
}


def reports(count: int) -> str:
    """Return a number of reports in words."""
    return f"{count} report{'' if count == 1 else 's'}"


def halo_sentences(halo: Halo) -> list[str]:
    """Return what a matrix says, in sentences."""
    said = []
    if halo.enough:
        said.append(
            f"Letter and evidence pointed apart on {reports(halo.telling)}. Your number leaned to the letter "
            f"on {halo.count(LETTER)}, followed the evidence on {halo.count(EVIDENCE)} and went elsewhere on "
            f"{halo.count(ELSEWHERE)}."
        )
    else:
        said.append(
            f"Too few to say: letter and evidence pointed apart on {reports(halo.telling)}, and at least "
            f"{ENOUGH} are needed."
        )
    if halo.left_out:
        said.append(f"Left out: {reports(halo.left_out)} where you, or the evidence, gave F or 6.")
    return said


def _rows(halo: Halo) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        [group, *(str(halo.cells[group, finding]) for finding in HEADS)] for group in GROUPS
    ]
    return [*rows, ["all", *(str(halo.count(finding)) for finding in HEADS)]]


def halo_html(halo: Halo) -> str:
    """Return the matrix as HTML: sentences, then the table."""
    heads = ["Your letter", *HEADS.values()]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(
            f'<td data-label="{attribute(name)}">{escape(cell)}</td>'
            for name, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in _rows(halo)
    )
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in halo_sentences(halo))
    return (
        f'<p class="iwk-title">Your halo matrix</p>{said}'
        f'<table class="iwk-halo"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


@dataclass(frozen=True)
class HaloTable:
    """A learner's halo matrix over all reports graded so far."""

    halo: Halo

    def __repr__(self) -> str:
        lines = ["\t".join(["Your letter", *HEADS.values()]), *("\t".join(row) for row in _rows(self.halo))]
        return "\n".join([*halo_sentences(self.halo), *lines])

    def _repr_html_(self) -> str:
        return f'<div class="iwk-sheet">{halo_html(self.halo)}</div>'
