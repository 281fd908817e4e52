"""What a learner marked on either side of matched passages, and how little that can say.

This is for the learner's eyes. Nothing here is ever saved: it is computed anew from the marks when it is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infowar_kit.say import listed, plural, say
from infowar_kit.tone.methods.agreement import Span
from infowar_kit.tone.methods.span_match import found, match, narrow


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked in one passage of a pair.

    Parameters
    ----------
    pair, side : str
        Which passage it is.
    found, of : int
        Spans of the key that were found, and that there are.
    beyond : int
        Spans of the learner that the key has not.
    """

    pair: str
    side: str
    found: int
    of: int
    beyond: int


def marked(
    pair: str, side: str, spans: tuple[Span, ...], key: tuple[Span, ...], *, length: int = 0
) -> Marked:
    """Return what was marked in one passage of a pair, of which `length` characters can be marked."""
    matches = [match(span, spans, key, length=length) for span in spans]
    beyond = sum(one.fit in ("not there", "other technique", "too wide") for one in matches)
    return Marked(pair, side, len(found(key, narrow(matches))), len(key), beyond)


@dataclass(frozen=True, slots=True)
class Balance:
    """Both sides beside each other.

    Parameters
    ----------
    passages : tuple of Marked
        Only pairs of which both passages were marked.
    sides : mapping of str to str
        What is said of a voice of each side.
    """

    passages: tuple[Marked, ...]
    sides: Mapping[str, str]

    @property
    def pairs(self) -> Mapping[str, Mapping[str, Marked]]:
        """Passages by pair and side."""
        table: dict[str, dict[str, Marked]] = {}
        for one in self.passages:
            table.setdefault(one.pair, {})[one.side] = one
        return table

    def total(self, side: str) -> Marked:
        """Return the sum over a side."""
        own = [one for one in self.passages if one.side == side]
        return Marked(
            "all", side, sum(m.found for m in own), sum(m.of for m in own), sum(m.beyond for m in own)
        )

    def ahead(self, side: str) -> int:
        """Return in how many pairs a larger share of the key was found on this side."""
        return sum(_share(pair[side]) > max(_share(m) for s, m in pair.items() if s != side)
                   for pair in self.pairs.values())  # fmt: skip

    @property
    def sentences(self) -> list[str]:
        """What this says, and how little."""
        count = len(self.pairs)
        if not count:
            return [say("There is nothing to compare yet: no pair is marked on both sides.")]
        said = []
        for side, name in self.sides.items():
            sum_ = self.total(side)
            said.append(
                say(
                    "On {passages} you found {found} of the {spans} of the key, and made "
                    "{marks} that the key has not, or not so.",
                    passages=plural(
                        "{number} passage that speaks {side}",
                        "{number} passages that speak {side}",
                        count,
                        side=name,
                    ),
                    found=sum_.found,
                    spans=plural("{number} span", "{number} spans", sum_.of),
                    marks=plural("{number} mark", "{number} marks", sum_.beyond),
                )
            )
        ahead = {name: self.ahead(side) for side, name in self.sides.items()}
        even = count - sum(ahead.values())
        where = [say("on passages {side} in {number}", number=n, side=name) for name, n in ahead.items()]
        said.append(
            say(
                "Of {pairs} you found the larger share {where}; the same share in {even}.",
                pairs=plural("{number} pair", "{number} pairs", count), where=listed(where), even=even,
            )
        )  # fmt: skip
        said.append(
            say(
                "How much is that? Very little. {chance} The two passages of a pair are alike in claim, "
                "voice and length, but never in all of their words: one may simply be harder. And the key is "
                "no truth. These numbers are a reason to look once more at your own marks, no finding about "
                "you.",
                chance=_chance(count - even),
            )
        )
        return said


def _chance(uneven: int) -> str:
    """Return how often chance alone would look as lopsided as it can: a sign test by hand.

    A pair with the same share on both sides fell neither way, so that a sign test leaves it out.
    """
    if not uneven:
        return say("No pair fell one way or the other.")
    if uneven == 1:
        return say("One pair alone always falls one way or the other, and it means nothing.")
    return plural(
        "{number} pairs fell one way or the other. If the side made no difference to you and each fell like "
        "a coin, all {number} would fall the same way in 1 of {cases} cases.",
        "{number} pairs fell one way or the other. If the side made no difference to you and each fell like "
        "a coin, all {number} would fall the same way in 1 of {cases} cases.",
        uneven, cases=2 ** (uneven - 1),
    )  # fmt: skip


def balance(passages: Iterable[Marked], sides: Mapping[str, str] | None = None) -> Balance:
    """Return both sides beside each other; a pair of which one passage is missing is left out.

    Parameters
    ----------
    passages : iterable of Marked
        What was marked.
    sides : mapping of str to str, optional
        What is said of a voice of each side, such as ``for the northern side``; by default the sides that
        passages name.
    """
    kept = list(passages)
    if sides is None:
        sides = {side: say("of {side}", side=side) for side in sorted({one.side for one in kept})}
    complete = {
        pair
        for pair in {one.pair for one in kept}
        if {one.side for one in kept if one.pair == pair} == set(sides)
    }
    return Balance(tuple(one for one in kept if one.pair in complete), sides)


def _share(one: Marked) -> float:
    return one.found / one.of if one.of else 1.0
