r"""Regular expressions of a descriptor: refused where a cell could keep them busy without end.

An expression is slow without bound if a text can be read in two ways within one repetition: ``(a+)+``,
``(a|aa)*``, ``(\w+\s?)+``. Here that is decided, not guessed: the expression becomes a machine of states,
which is asked for a state from which two different ways lead back to it over the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# More repetitions without end than this, and a long cell takes long even where each can be read in one way.
MOST_REPEATS = 4
_MANY = 12  # a repetition of more counts as one without end
_MOST_STATES = 400
_LOOK = "aAzZ0_9 -\t\n.,:;/'\"()[]{}*+?!@#$%&=<>|~^`\\éñßжЖіїʼ’«»–中"


class _TooMuch(Exception):
    """The expression holds what is not decided here."""


@cache
def trouble(pattern: str) -> str:
    """Return why a regular expression is not used, as the end of a sentence; empty where it may be.

    Examples
    --------
    >>> trouble("[a-z]+(-[a-z]+)*")
    ''
    >>> trouble("(a+)+$")
    'can take for ever: a repetition within a repetition reads the same letters in many ways'
    """
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression ({error})"
    try:
        machine = _Machine(tree)
    except (_TooMuch, RecursionError):
        return "is too large, or looks back or ahead, which is not allowed here"
    if machine.repeats > MOST_REPEATS:
        return f"has {machine.repeats} repetitions without end; {MOST_REPEATS} are allowed"
    if machine.hollow or machine.ambiguous():
        return "can take for ever: a repetition within a repetition reads the same letters in many ways"
    return ""


class _Machine:
    """A regular expression as states; between them steps over a letter, or over none."""

    def __init__(self, tree: Any) -> None:
        self._free: list[list[int]] = []
        self._steps: list[list[tuple[frozenset[str], int]]] = []
        self.repeats = 0
        self.hollow = False
        self._letters = "".join(dict.fromkeys(_LOOK + "".join(_named(tree))))
        self._build(tree, self._state())

    def _state(self) -> int:
        if len(self._free) > _MOST_STATES:
            raise _TooMuch
        self._free.append([])
        self._steps.append([])
        return len(self._free) - 1

    def _build(self, tree: Any, start: int) -> int:
        for code, value in tree:
            start = self._one(code, value, start)
        return start

    def _one(self, code: Any, value: Any, start: int) -> int:
        end = self._state()
        if code in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            self._steps[start].append((self._set(code, value), end))
        elif code is sre.AT:
            self._free[start].append(end)
        elif code is sre.BRANCH:
            for branch in value[1]:
                first = self._state()
                self._free[start].append(first)
                self._free[self._build(branch, first)].append(end)
        elif code in (sre.SUBPATTERN, getattr(sre, "ATOMIC_GROUP", None)):
            inner = value[-1] if code is sre.SUBPATTERN else value
            self._free[self._build(inner, start)].append(end)
        elif code in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            self._repeat(value, start, end)
        else:
            raise _TooMuch
        return end

    def _repeat(self, value: Any, start: int, end: int) -> None:
        least, most, body = value
        endless = most is sre.MAXREPEAT or most > _MANY
        if not endless:
            for number in range(int(most)):
                if number >= least:
                    self._free[start].append(end)
                start = self._build(body, start)
            self._free[start].append(end)
            return
        self.repeats += 1
        first = self._state()
        self._free[start].append(first)
        last = self._build(body, first)
        if most is not sre.MAXREPEAT and last in self._closed(first):
            self.hollow = True  # each of its repetitions may read nothing: as many ways as there are choices
        self._free[last] += [first, end]
        if not least:
            self._free[first].append(end)

    def _set(self, code: Any, value: Any) -> frozenset[str]:
        if code is sre.ANY:
            return frozenset(self._letters)
        if code is sre.LITERAL:
            return frozenset(chr(value))
        if code is sre.NOT_LITERAL:
            return frozenset(self._letters) - {chr(value)}
        source = _as_class(value)
        return frozenset(letter for letter in self._letters if re.fullmatch(source, letter))

    def _closed(self, state: int) -> dict[int, int]:
        """Return the states that are reached over no letter, each with in how many ways (at most 2)."""
        ways: dict[int, int] = {}
        todo: list[tuple[int, frozenset[int]]] = [(state, frozenset())]
        steps = 0
        while todo:
            now, seen = todo.pop()
            steps += 1
            if steps > 20_000:
                raise _TooMuch
            ways[now] = min(2, ways.get(now, 0) + 1)
            todo += [(one, seen | {now}) for one in self._free[now] if one not in seen and one != now]
        return ways

    def ambiguous(self) -> bool:
        """Whether from some state two different ways lead back to it over the same letters."""
        try:
            after = [self._over(state) for state in range(len(self._free))]
        except _TooMuch:
            return True
        return any(steps and self._two_ways(state, after) for state, steps in enumerate(after))

    def _over(self, state: int) -> list[tuple[frozenset[str], int]]:
        # A step that is reached in two ways over no letter counts twice: that is two ways already.
        found = []
        for one, ways in self._closed(state).items():
            found += [step for step in self._steps[one] for _ in range(ways)]
        return found

    def _two_ways(self, start: int, after: list[list[tuple[frozenset[str], int]]]) -> bool:
        """Search pairs of states from (start, start): a pair that parted and comes together there again."""
        seen: set[tuple[int, int, bool]] = set()
        todo = [(start, start, False)]
        while todo:
            left, right, parted = todo.pop()
            for i, (mine, one) in enumerate(after[left]):
                for j, (yours, other) in enumerate(after[right]):
                    if not mine & yours:
                        continue
                    now = parted or left != right or i != j
                    if now and one == other == start:
                        return True
                    if (one, other, now) not in seen:
                        seen.add((one, other, now))
                        todo.append((one, other, now))
        return False


def _named(tree: Any) -> Iterable[str]:
    """Yield the letters that an expression itself names: a machine that knows them tells its sets apart."""
    for code, value in tree:
        if code in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(value)
        elif code is sre.IN:
            for kind, what in value:
                if kind is sre.LITERAL:
                    yield chr(what)
                elif kind is sre.RANGE:
                    yield from (chr(what[0]), chr(what[1]), chr((what[0] + what[1]) // 2))
        elif code is sre.BRANCH:
            for branch in value[1]:
                yield from _named(branch)
        elif code is sre.SUBPATTERN:
            yield from _named(value[-1])
        elif code in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            yield from _named(value[2])


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _as_class(value: Any) -> str:
    parts = []
    for kind, what in value:
        if kind is sre.NEGATE:
            parts.append("^")
        elif kind is sre.LITERAL:
            parts.append(re.escape(chr(what)))
        elif kind is sre.RANGE:
            parts.append(f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}")
        elif kind is sre.CATEGORY:
            parts.append(_CATEGORIES[what])
    return f"[{''.join(parts)}]"
