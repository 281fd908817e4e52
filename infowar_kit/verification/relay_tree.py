"""A chain of relays as a list, for a page too narrow for the drawing: takers stand below their giver."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from infowar_kit.say import say
from infowar_kit.text import attribute, escape
from infowar_kit.verification.methods.relay import Link


class Tree:
    """A chain as nested lists.

    Parameters
    ----------
    parts : sequence of str
        The stops, in the order in which they are numbered.
    links : mapping of Link to str
        The links, each with the sign that stands before the taker.
    label : callable
        From a part to its words, as plain text.
    """

    def __init__(self, parts: Sequence[str], links: Mapping[Link, str], label: Callable[[str], str]) -> None:
        self._parts, self._signs, self._label = parts, links, label
        self._takers: dict[str, list[Link]] = {}
        for link in sorted(links, key=lambda link: parts.index(link.taker)):
            self._takers.setdefault(link.giver, []).append(link)

    @property
    def roots(self) -> list[str]:
        """The stops at which the list begins: those without a giver, and one of each circle."""
        taken = {link.taker for link in self._signs}
        roots = [part for part in self._parts if part not in taken]
        for part in self._parts:
            if part not in self._below(roots):
                roots.append(part)
        return roots

    def _below(self, roots: Sequence[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(roots)
        while waiting:
            if (part := waiting.pop()) not in found:
                found.add(part)
                waiting += [link.taker for link in self._takers.get(part, [])]
        return found

    @property
    def html(self) -> str:
        """The chain as HTML."""
        items = "".join(self._branch(part, "", ()) for part in self.roots)
        return f'<ul class="iwk-tree" aria-label="{attribute(say("The drawing as a list"))}">{items}</ul>'

    def _branch(self, part: str, sign: str, above: tuple[str, ...]) -> str:
        takers = [] if part in above else self._takers.get(part, [])
        below = "".join(self._branch(link.taker, self._signs[link], (*above, part)) for link in takers)
        listed = f"<ul>{below}</ul>" if below else ""
        return f"<li>{escape(f'{sign} {self._label(part)}'.strip())}{listed}</li>"
