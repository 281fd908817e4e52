"""What a task asks, as data: how it is drawn is a form's business, what it means is the task's.

An answer is a mapping ``{part: value}`` or ``{part: {field: value}}``. A question knows where in it its
value stands, reads it, and says what is wrong with it. The same questions make the form of a notebook, the
page where no kernel runs, and the test that goes through all keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infowar_kit.errors import AnswerError
from infowar_kit.say import say
from infowar_kit.text import plain


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing that is asked.

    Parameters
    ----------
    label : str
        What stands beside the control; plain text.
    field : tuple of str
        Where the value stands within the value of its part; empty where it is that value.
    about : str
        HTML that stands above the control.
    missing : str
        What is said when nothing is answered, without a full stop; by default made from the label.
    optional : bool
        Whether a part can be checked without it.
    """

    label: str
    field: tuple[str, ...] = ()
    about: str = ""
    missing: str = ""
    optional: bool = False

    def read(self, value: Any) -> Any:
        """Return a value as it is to be judged.

        Raises
        ------
        AnswerError
            If it cannot be used; the message says what is valid.
        """
        raise NotImplementedError

    def is_empty(self, value: Any) -> bool:
        """Whether a value says nothing yet."""
        return value is None or value == ""

    def lines(self) -> list[str]:
        """Return what there is to choose from, as lines of plain text."""
        return []

    def _ask(self, valid: str = "", *, given: object = None) -> AnswerError:
        """Return what is to be answered; with `given`, a value that is none of what is valid."""
        what = self.missing or say("Answer “{label}”", label=plain(self.label).rstrip(":?"))
        ask = f"{what}: {valid}." if valid else f"{what}."
        if given is None:
            return AnswerError(ask)
        return AnswerError(f"{ask} {say('“{value}” is none of them.', value=str(given)[:60])}")


@dataclass(frozen=True, kw_only=True)
class Pick(Question):
    """Pick one of some options.

    Parameters
    ----------
    options : mapping
        Words of each value that can be picked, in order; words may use the marks of `text.inline`.
    compact : bool
        Whether a list that folds away is enough; otherwise all options stand open.
    short : bool
        Whether a message lists the values instead of their words.
    """

    options: Mapping[Any, str]
    compact: bool = False
    short: bool = False

    def read(self, value: Any) -> Any:
        """Return the option that was picked; see `Question.read`."""
        shown = map(str, self.options) if self.short else map(plain, self.options.values())
        if not _among(value, self.options):
            raise self._ask(", ".join(shown), given=None if self.is_empty(value) else value)
        return value

    def lines(self) -> list[str]:
        """Return the options."""
        return [plain(words) for words in self.options.values()]


@dataclass(frozen=True, kw_only=True)
class PickSeveral(Question):
    """Pick any number of options, or up to `most`: the value is a list.

    Parameters
    ----------
    options : mapping
        Words of each value that can be picked, in order.
    most : int
        How many may be picked; 0 for any number. One alone is drawn as a single choice.
    least : int
        How many must be.
    """

    options: Mapping[Any, str]
    most: int = 0
    least: int = 1

    def read(self, value: Any) -> list[Any]:
        """Return the options that were picked, in the order in which they stand; see `Question.read`."""
        if not isinstance(value, list | tuple):
            raise self._ask(", ".join(map(str, self.options)))
        strange = [one for one in value if not _among(one, self.options)]
        if strange:
            raise self._ask(", ".join(map(str, self.options)) or say("none"), given=strange[0])
        if len(value) < self.least:
            raise self._ask()
        if len(set(value)) < len(value):
            raise AnswerError(say("An option is chosen twice. Choose each at most once."))
        if self.most and len(value) > self.most:
            raise AnswerError(
                say("Choose one option only.")
                if self.most == 1
                else say("Choose {most} at most.", most=self.most)
            )
        return [one for one in self.options if one in value]

    def is_empty(self, value: Any) -> bool:
        """Whether nothing is picked, where something must be."""
        return not value and self.least > 0

    def lines(self) -> list[str]:
        """Return the options."""
        return [plain(words) for words in self.options.values()]


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number as people write it: ``29``, ``28,5``, ``1 200``.

    Parameters
    ----------
    unit : str
        Of the number, for the label.
    least, most : float
        Between which it lies.
    whole : bool
        Whether something is counted, so that there are no parts of one.
    """

    unit: str = ""
    least: float = 0.0
    most: float = float("inf")
    whole: bool = False

    def read(self, value: Any) -> float:
        """Return the number; see `Question.read`."""
        text = str(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
        text = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if self.whole and not (math.isfinite(found) and found.is_integer()):
            raise AnswerError(say("“{value}” is not a whole number. Write digits, such as 3.", value=value))
        if not math.isfinite(found):
            raise AnswerError(say("“{value}” is not a number. Write digits, such as 12.5.", value=value))
        if not self.least <= found <= self.most:
            raise AnswerError(
                say(
                    "{value} is out of range. Write a number from {least} to {most}.",
                    value=f"{found:g}", least=f"{self.least:g}", most=f"{self.most:g}",
                )
            )  # fmt: skip
        return found


@dataclass(frozen=True, kw_only=True)
class Clock(Question):
    """An hour and a minute: the value is such as ``09:30``."""

    def read(self, value: Any) -> str:
        """Return hour and minute with two digits each; see `Question.read`."""
        text = value.strip() if isinstance(value, str) else ""
        found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text)
        if found is None:
            raise AnswerError(
                say("“{value}” is no time of day. Write hour and minute, such as 09:30.", value=value)
            )
        return f"{int(found[1]):02}:{found[2]}"


@dataclass(frozen=True, kw_only=True)
class Lines(Question):
    """Several short texts, one a line: the value is a list of them.

    Parameters
    ----------
    start : tuple of str
        What stands there at first.
    rows : int
        Height of the field in lines.
    """

    start: tuple[str, ...] = ()
    rows: int = 8

    def read(self, value: Any) -> list[str]:
        """Return the lines that hold something; see `Question.read`."""
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self._ask()
        return [one for one in value if one.strip()]

    def is_empty(self, value: Any) -> bool:
        """Whether no line holds anything."""
        return not value


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """A text of the learner's own.

    Parameters
    ----------
    most : int
        Length in characters that is accepted.
    rows : int
        Height of the field in lines.
    """

    most: int = 5000
    rows: int = 4

    def read(self, value: Any) -> str:
        """Return the text; see `Question.read`."""
        if not isinstance(value, str) or not value.strip():
            raise self._ask()
        if len(value) > self.most:
            raise AnswerError(say("The text is too long. Write {most} characters at most.", most=self.most))
        return value


def _among(value: object, options: Mapping[Any, str]) -> bool:
    # True and 1.0 are 1 in Python, and no grade; a list is no key.
    return any(type(value) is type(option) and value == option for option in options)
