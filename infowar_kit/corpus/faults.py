"""What is wrong with a corpus, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, what was found, what is valid and what to do.

    Parameters
    ----------
    file : str
        File name within the corpus folder.
    problem : str
        What is wrong, as the end of a sentence.
    line : int or None
        Line of the file, counted from 1, at which the row begins.
    column : str
        Column name, empty where the fault is not in one column.
    value : str or None
        What stands there; long values are shortened.
    valid : str
        What would be valid, and what to do.
    """

    file: str
    problem: str
    line: int | None = None
    column: str = ""
    value: str | None = None
    valid: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f", line {self.line}"
        if self.column:
            where += f", column '{self.column}'"
        found = "" if self.value is None else f" '{shorten(self.value)}'"
        end = f" {self.valid}" if self.valid else ""
        return printable(f"{where}:{found} {self.problem}.{end}")


def shorten(value: str, limit: int = 60) -> str:
    """Return `value` on one line, cut to `limit` characters, control characters spelled out."""
    shown = printable(value[: limit + 1])
    return shown if len(value) <= limit else shown[:limit] + "…"


def printable(text: str) -> str:
    """Return `text` fit for a terminal: what is not printable must not reach it raw."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def one_of(values: object, limit: int = 12) -> str:
    """Return a sentence that lists what is valid."""
    known = [str(value) for value in values]  # type: ignore[attr-defined]
    listed = ", ".join(known[:limit]) + (", …" if len(known) > limit else "")
    return f"Valid: {listed}."
