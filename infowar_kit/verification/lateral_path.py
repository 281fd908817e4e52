"""A learner's way through a page of results, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infowar_kit.say import listed, plural, say


@dataclass(frozen=True, slots=True)
class Step:
    """A card opened and the letter given after it."""

    card: int
    letter: str


@dataclass(frozen=True, slots=True)
class Path:
    """A learner's way through the cards on one source.

    Attributes
    ----------
    start : str
        Letter before any result is open.
    steps : tuple of Step
        Cards behind the results, in the order in which they were opened.
    done : bool
        Whether the learner has settled on the last letter.
    """

    start: str
    steps: tuple[Step, ...]
    done: bool

    @property
    def letter(self) -> str:
        """The letter that stands now."""
        return self.steps[-1].letter if self.steps else self.start

    @property
    def decided(self) -> int:
        """How many cards were open when the letter took its last value; 0 if it never moved."""
        letters = [self.start, *(step.letter for step in self.steps)]
        moves = [place for place in range(1, len(letters)) if letters[place] != letters[place - 1]]
        return moves[-1] if moves else 0


def way(path: Path, results: Mapping[int, tuple[str, str]], *, told: bool = True) -> str:
    """Return in words what was opened, where the letter was decided, and what stayed closed.

    Parameters
    ----------
    path : Path
        The way.
    results : mapping
        Title of each result, and what it gives when it is opened, by the card behind it.
    told : bool
        Whether what stayed closed is told; else only that it is there, so that another try is a try.
    """
    opened = {step.card for step in path.steps}
    closed = [result for card, result in results.items() if card not in opened]
    if not path.steps:
        return f"{say('You stayed on the page, at {letter}.', letter=path.start)} {_closed(closed, told)}"
    steps = [
        say("at {letter} after *{title}*", letter=step.letter, title=results[step.card][0])
        for step in path.steps
    ]
    order = say(
        "You began at {start}, and were {steps}.", start=path.start, steps=listed(steps, last=say("and"))
    )
    return f"{order} {_decision(path, results)} {_closed(closed, told)}"


def _decision(path: Path, results: Mapping[int, tuple[str, str]]) -> str:
    if not path.decided:
        return say("Nothing that you opened moved your letter.")
    title = results[path.steps[path.decided - 1].card][0]
    rest = len(path.steps) - path.decided
    point = say("Point of decision: *{title}*, result {number} of {total} that you opened.",
                title=title, number=path.decided, total=len(path.steps))  # fmt: skip
    after = plural("{number} more changed nothing.", "{number} more changed nothing.", rest)
    return f"{point} {after}" if rest else point


def _closed(results: list[tuple[str, str]], told: bool) -> str:
    if not results:
        return say("You opened every result.")
    if not told:
        titles = listed([f"*{title}*" for title, _ in results])
        return plural(
            "{number} result is still closed: {titles}.",
            "{number} results are still closed: {titles}.",
            len(results), titles=titles,
        )  # fmt: skip
    head = plural(
        "You left {number} result closed. It would have told you:",
        "You left {number} results closed. They would have told you:",
        len(results),
    )
    lines = "\n".join(f"- *{title}* {gives}" for title, gives in results)
    return f"{head}\n\n{lines}"
