"""Tables of HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from infowar_kit.text import attribute, escape, foreign

LEFT = 'style="text-align:left"'  # JupyterLab sets tables of outputs to the right


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that becomes a list on a narrow page; its cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{attribute(name)}">{cell}</td>' for name, cell in zip(heads, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True)
class Table:
    """Rows of plain text with a caption; readable with and without a kernel."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    language: tuple[str, ...] = ()  # of the first cell of each row, where it is not the lesson's

    def __repr__(self) -> str:
        lines = [self.caption] if self.caption else []
        return "\n".join([*lines, "\t".join(self.head), *("\t".join(row) for row in self.rows)])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" {LEFT}>{escape(name)}</th>' for name in self.head)
        body = []
        for number, row in enumerate(self.rows):
            own = self.language[number] if self.language else ""
            first = foreign(row[0], own) if own else escape(row[0])
            cells = "".join(
                f'<td {LEFT} data-label="{attribute(name)}">{escape(cell)}</td>'
                for name, cell in zip(self.head[1:], row[1:], strict=True)
            )
            body.append(f'<tr><th scope="row" {LEFT}>{first}</th>{cells}</tr>')
        caption = f"<p>{escape(self.caption)}</p>" if self.caption else ""
        return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def of_frame(frame: Any, caption: str = "") -> Table:
    """Return a pandas data frame as a table without its index, every cell as text.

    A frame's own ``style`` does not escape: what a table of evidence holds would run as script.
    """
    head = tuple(str(name) for name in frame.columns)
    rows = (tuple("" if cell is None else str(cell) for cell in row) for row in frame.itertuples(index=False))
    return Table(caption, head, tuple(rows))
