"""Ask what an event is, question by question, where somebody sits before the screen."""

from __future__ import annotations

from collections.abc import Callable

from infowar_kit.drafting.new_event import Wanted, event_file
from infowar_kit.errors import DraftError

Ask = Callable[[str], str]
Say = Callable[[str], None]


def asked(ask: Ask, tell: Say) -> Wanted:
    """Return what somebody answers; a question is asked again until its answer can be used.

    Parameters
    ----------
    ask : callable
        Shows a question and returns the answer, such as `input`.
    tell : callable
        Shows a sentence, such as `print`.
    """
    tell("Eight questions; Enter alone leaves out what need not be said. All of it can be changed later.")
    title = _answer(ask, tell, "What happened, where and when? ", lambda text: _try(title=text))
    first = _answer(
        ask, tell, "First day (such as 1907-03-01): ", lambda text: _try(days=(text, "2999-12-31"))
    )
    last = _answer(ask, tell, "Last day: ", lambda text: _try(days=(first, text)))
    clock = ask("What is its time called (such as harbour time; Enter: by its distance from UTC)? ").strip()
    offset = _answer(
        ask, tell, "How far is that from UTC (such as +03:00; Enter: none)? ",
        lambda text: _try(offset=text or "+00:00"), empty=True,
    ) or "+00:00"  # fmt: skip
    sides = _several(ask, tell, "side", "Its sides, each as owners=the owners, with ; between them: ")
    groups = _several(
        ask, tell, "group", "Parts of it, if its coverage falls into such, as quay=The quay; …: "
    )
    languages = _answer(
        ask, tell, "Languages of the coverage (such as ar, fr, en): ",
        lambda text: _try(languages=_codes(text)), empty=True,
    )  # fmt: skip
    return Wanted(title, (first, last), clock, offset, sides, groups, _codes(languages))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _several(ask: Ask, tell: Say, what: str, words: str) -> tuple[str, ...]:
    def parted(text: str) -> tuple[str, ...]:
        return tuple(one.strip() for one in text.split(";") if one.strip())

    said = {"side": lambda text: _try(sides=parted(text)), "group": lambda text: _try(groups=parted(text))}
    return parted(_answer(ask, tell, words, said[what], empty=True))


def _answer(ask: Ask, tell: Say, words: str, check: Callable[[str], None], *, empty: bool = False) -> str:
    while True:
        text = ask(words).strip()
        if not text and empty:
            return ""
        try:
            check(text)
            return text
        except DraftError as error:
            tell(str(error))


def _try(**said: object) -> None:
    """Raise what stands against one answer; the others are taken as good."""
    wanted = {"title": "…", "days": ("1000-01-01", "2999-12-31")} | said
    event_file("event", Wanted(**wanted))  # type: ignore[arg-type]
