"""What options of several commands take, and what is said where it cannot be read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeVar

Number = TypeVar("Number", int, float)


def number(kind: type[Number], example: str) -> Callable[[str], Number]:
    """Return a reader of a number for an option.

    Parameters
    ----------
    kind : type
        ``int`` or ``float``.
    example : str
        How it is written, such as ``--minutes 20``.

    Raises
    ------
    argparse.ArgumentTypeError
        By the reader, if what is written is no such number.
    """
    what = "whole number" if kind is int else "number"

    def read(text: str) -> Number:
        try:
            return kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"'{text}' is no {what}. Write it in digits, for example: {example}"
            ) from None

    return read
