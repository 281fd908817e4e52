"""Show a halo matrix as a table with words; no colour is needed to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infowar_kit.say import Sayings, later, plural, say
from infowar_kit.text import attribute, escape
from infowar_kit.verification.methods.halo import ELSEWHERE, ENOUGH, EVIDENCE, GROUPS, LETTER, NO_TEST, Halo

GROUP_WORDS = Sayings({"A or B": later("A or B"), "C": later("C"), "D or E": later("D or E")})
HEADS = Sayings(
    {
        EVIDENCE: later("Number followed the evidence"),
        LETTER: later("Number leaned to the letter"),
        ELSEWHERE: later("Number went elsewhere"),
        NO_TEST: later("No test: both point the same way"),
    }
)


def reports(number: int) -> str:
    """Return a number of reports in words."""
    return plural("{number} report", "{number} reports", number)


def halo_sentences(halo: Halo) -> list[str]:
    """Return what a matrix says, in sentences."""
    said = []
    if halo.enough:
        said.append(
            say(
                "Letter and evidence pointed apart on {reports}. Your number leaned to the letter on "
                "{letter}, followed the evidence on {evidence} and went elsewhere on {elsewhere}.",
                reports=reports(halo.telling),
                letter=halo.count(LETTER),
                evidence=halo.count(EVIDENCE),
                elsewhere=halo.count(ELSEWHERE),
            )
        )
    else:
        said.append(
            say(
                "Too few to say: letter and evidence pointed apart on {reports}, and at least {enough} are "
                "needed.",
                reports=reports(halo.telling),
                enough=ENOUGH,
            )
        )
    if halo.left_out:
        said.append(
            say(
                "Left out: {reports} where you, or the evidence, gave F or 6.", reports=reports(halo.left_out)
            )
        )
    return said


def _rows(halo: Halo) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [
        [GROUP_WORDS[group], *(str(halo.cells[group, finding]) for finding in HEADS)] for group in GROUPS
    ]
    return [*rows, [say("all"), *(str(halo.count(finding)) for finding in HEADS)]]


def halo_html(halo: Halo) -> str:
    """Return the matrix as HTML: sentences, then the table."""
    heads = [say("Your letter"), *HEADS.values()]
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
        f'<p class="iwk-title">{escape(say("Your halo matrix"))}</p>{said}'
        f'<table class="iwk-halo"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


@dataclass(frozen=True)
class HaloTable:
    """A learner's halo matrix over all reports graded so far."""

    halo: Halo

    def __repr__(self) -> str:
        lines = [
            "\t".join([say("Your letter"), *HEADS.values()]),
            *("\t".join(row) for row in _rows(self.halo)),
        ]
        return "\n".join([*halo_sentences(self.halo), *lines])

    def _repr_html_(self) -> str:
        return f'<div class="iwk-sheet">{halo_html(self.halo)}</div>'
