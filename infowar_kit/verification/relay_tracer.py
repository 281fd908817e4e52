"""Trace who took it from whom, and count independent origins against repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal

from infowar_kit.corpus.teaching_records import Key
from infowar_kit.errors import AnswerError
from infowar_kit.say import listed, plural, say
from infowar_kit.tasks.feedback import Feedback, Reason, Verdict
from infowar_kit.tasks.questions import Pick
from infowar_kit.tasks.sections import Section
from infowar_kit.tasks.task import Task
from infowar_kit.tasks.tries import row_of
from infowar_kit.verification.methods.relay import Link, RelayGraph, Tally, attribution_flips, origins, tally
from infowar_kit.verification.relay_node import Node, found_words, link_words, node_of, tally_words, unlinked

ORIGIN, UNKNOWN, NOWHERE = "origin", "unknown", "nowhere"
LINKS, ORIGINS, FLIP = "links", "origins", "flip"
Finding = Literal["right", "reversed", "skipped", "sibling", "invented"]


class RelayTracer(Task):
    """Link who took it from whom: ``{"links": [[taker, giver], …], "origins": 2, "flip": part}``.

    A key row is a node. It accepts the parts from which it took the words, or ``origin``, or ``unknown``
    for a giver of whom nothing but a description is left. ``origins``, the number of known origins, and
    ``flip``, the piece that gives the words to somebody else or ``nowhere``, may be left out.
    """

    kind: ClassVar[str] = "relay-tracer"

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The stops, in order."""
        return tuple(node_of(self, key, number) for number, key in enumerate(self.keys, 1))

    @cached_property
    def graph(self) -> RelayGraph:
        """The chain as the evidence has it."""
        links = [
            Link(key.part, giver)
            for key in self.keys
            for giver in key.accept
            if giver not in (ORIGIN, UNKNOWN)
        ]
        unknown = {node.part for node in self.nodes if node.kind == "unknown"}
        return RelayGraph(links, unknown=unknown, nodes={key.part for key in self.keys})

    @cached_property
    def flips(self) -> frozenset[Link]:
        """Links at which the words were given to somebody else."""
        return attribution_flips(self.graph, {key.part: key.speaker for key in self.keys if key.speaker})

    def node(self, part: object) -> Node:
        """Return a stop; see `Task.key`."""
        return self.nodes[self.keys.index(self.key(part))]

    # What is asked

    def sections(self) -> tuple[Section, ...]:
        """Return the pieces, and the two questions about the whole chain."""
        nodes = self.nodes
        counts = {number: str(number) for number in range(len(nodes) + 1)}
        flips = {NOWHERE: say("at no piece")}
        flips |= {node.part: node.title for node in nodes if node.kind == "item"}
        origins = Pick(label=say("Origins that we know"), options=counts, compact=True, optional=True)
        flip = Pick(label=say("The words change their speaker"), options=flips, compact=True, optional=True)
        pieces = "".join(node.face for node in nodes)
        return (
            Section(LINKS, (), f'<ol class="iwk-pieces">{pieces}</ol>', tuple(node.line for node in nodes)),
            Section(ORIGINS, (origins,), silent=True),
            Section(FLIP, (flip,), silent=True),
        )

    # What a learner draws

    def links_of(self, answer: Mapping[str, Any]) -> list[Link]:
        """Return the links of an answer.

        Raises
        ------
        AnswerError
            If it has none, or one that cannot be: to itself, twice, or to what is not in the task.
        """
        given = answer.get("links")
        if not isinstance(given, list | tuple):
            raise AnswerError(
                say(
                    "An answer is {form}.",
                    form='{"links": [[who took it, from whom], …], "origins": a number}',
                )
            )
        if not given:
            raise AnswerError(
                say("There is no link yet. Choose a piece and where it came from, then add the link.")
            )
        links: list[Link] = []
        for pair in given:
            if not isinstance(pair, list | tuple) or len(pair) != 2:
                raise AnswerError(say("A link has two ends: who took it, and from whom."))
            links = self.with_link(links, pair[0], pair[1])
        return links

    def with_link(self, links: Sequence[Link], taker: object, giver: object) -> list[Link]:
        """Return links and one more; those given stay as they are.

        Raises
        ------
        AnswerError
            If the link cannot be added; the message says why.
        """
        link = Link(self.key(taker).part, self.key(giver).part)
        if link.taker == link.giver:
            title = self.node(taker).title
            raise AnswerError(
                say("{title} cannot take it from itself. Choose two different pieces.", title=title)
            )
        if link in links:
            raise AnswerError(say("That link is there already: {words}.", words=self.words(link)))
        return [*links, link]

    def words(self, link: Link) -> str:
        """Return a link in words."""
        taker, giver = self.node(link.taker).title, self.node(link.giver).title
        return say("{taker} took it from {giver}.", taker=taker, giver=giver)

    def finding(self, link: Link) -> Finding:
        """Return how a link stands to the evidence."""
        if link in self.graph.links:
            return "right"
        if Link(link.giver, link.taker) in self.graph.links:
            return "reversed"
        if link.giver in self.graph.behind(link.taker):
            return "skipped"
        if self.graph.givers[link.taker] & self.graph.givers[link.giver]:
            return "sibling"
        return "invented"

    # The check

    def check(self, answer: Mapping[str, Any]) -> Feedback:
        """Compare the links, the number of origins and the flip with the evidence; see `Task.check`."""
        links = self.links_of(answer)
        count, flip = self._count(answer), self._flip(answer)
        reasons = [self._link_reason(link) for link in links]
        takers = {link.taker for link in links}
        takers |= {link.giver for link in links if self.finding(link) == "reversed"}
        left = [key.part for key in self.keys if self._open(key, links, takers)]
        reasons += unlinked([(self.node(part), len(self.graph.givers[part]) > 1) for part in left])
        missing = len(self.graph.links - set(links))
        reasons += self._count_reason(count) + self._flip_reason(flip, links)
        return self._summary(links, missing, tuple(reasons), asked=(count, flip))

    def _summary(
        self, links: list[Link], missing: int, reasons: tuple[Reason, ...], *, asked: tuple[object, ...]
    ) -> Feedback:
        found = [self.finding(link) for link in links]
        right, total = found.count("right"), len(self.graph.links)
        if right == len(links) and not missing:
            if any(reason.verdict == "wrong" for reason in reasons):
                return Feedback("partly", say("All links hold. Look at the count below once more."), reasons)
            if None in asked:
                headline = say("All links hold. Now count the origins, and look for a change of speaker.")
                return Feedback("partly", headline, reasons)
            return Feedback("right", self.text("right"), (*reasons, *self._shown()))
        headline = say("{found}. Try again.", found=found_words(found, total))
        return Feedback("partly" if right else "wrong", headline, reasons)

    def _count(self, answer: Mapping[str, Any]) -> int | None:
        count = answer.get("origins")
        if count is None:
            return None
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= len(self.nodes):
            raise AnswerError(
                say("The number of origins is a whole number from 0 to {most}.", most=len(self.nodes))
            )
        return count

    def _flip(self, answer: Mapping[str, Any]) -> str | None:
        flip = answer.get("flip")
        if flip is None or flip == NOWHERE:
            return flip
        return self.key(flip).part

    def _link_reason(self, link: Link) -> Reason:
        taker, giver = self.node(link.taker), self.node(link.giver)
        finding = self.finding(link)
        verdict: Verdict = "wrong"
        if finding == "right":
            verdict, text = "right", self.reasons[link.taker]
        else:
            verdict = "partly" if finding == "skipped" else "wrong"
            shared = self.graph.givers[link.taker] & self.graph.givers[link.giver]
            names = [f"if/{giver.part}", f"if/{finding}"]
            names += ["if/wrong-giver"] if finding in ("sibling", "invented") else []
            otherwise = link_words(finding, giver.name, sorted(self.node(part).name for part in shared))
            text = row_of(self, link.taker, *names) or otherwise
        key = self.key(link.taker)
        # Who took it from whom is what is asked: the steps are shown with a link that was found.
        found = finding == "right"
        rows = key.rows if found else tuple(ref for ref in key.rows if not ref.startswith("relays:"))
        return Reason(f"{taker.part}-{giver.part}", verdict, self.words(link), text, rows, finding)

    def mistakes(self) -> list[tuple[str, ...]]:
        """Return for each piece that took the words from somebody: another giver."""
        takers = (key.part for key in self.keys if self.graph.givers[key.part])
        return [(f"{part}/if/wrong-giver", f"{part}/if/invented") for part in takers]

    def _open(self, key: Key, links: list[Link], takers: set[str]) -> bool:
        wanted = {Link(key.part, giver) for giver in self.graph.givers[key.part]} - set(links)
        return bool(wanted) and (key.part not in takers or len(self.graph.givers[key.part]) > 1)

    def _count_reason(self, count: int | None) -> list[Reason]:
        if count is None:
            return []
        said = plural(
            "You counted {number} origin that we know.", "You counted {number} origins that we know.", count
        )
        if count == self.tally.origins:
            return [Reason("origins", "right", said, self._names(origins(self.graph)))]
        text = say(
            "Go back along each chain to its end. Count the ends that have a name. A giver of whom only a "
            "description is left is an end too, but no origin that we know."
        )
        return [Reason("origins", "wrong", said, text)]

    def _flip_reason(self, flip: str | None, links: list[Link]) -> list[Reason]:
        found = {link.taker: link for link in sorted(self.flips)}
        if flip is None:
            drawn = [link for link in sorted(self.flips) if link in links]
            return [self._flip_found(link, "noted") for link in drawn]
        if flip in found:
            return [self._flip_found(found[flip], "right")]
        if flip == NOWHERE:
            if not found:
                text = say(
                    "No piece gives the words to another speaker than the one from which it took them."
                )
                return [Reason("flip", "right", say("The speaker stays the same."), text)]
            text = say("One piece gives the words to somebody who did not say them. Whom does each one name?")
            return [Reason("flip", "wrong", say("The speaker stays the same."), text)]
        said = say("The speaker changes at {title}.", title=self.node(flip).title)
        text = say(
            "It names the same speaker as the piece from which it took it. Its wording may have changed."
        )
        return [Reason("flip", "wrong", said, text, self.key(flip).rows)]

    def _flip_found(self, link: Link, verdict: Verdict) -> Reason:
        said = say("The speaker changes at {title}.", title=self.node(link.taker).title)
        return Reason("flip", verdict, said, self.text(f"{link.taker}/flip"), self.key(link.taker).rows)

    @property
    def tally(self) -> Tally:
        """Independent origins against repeats, as the evidence has them."""
        return tally(self.graph)

    def _names(self, parts: frozenset[str]) -> str:
        nodes = sorted((self.node(part) for part in parts), key=lambda node: node.number)
        return f"{', '.join(node.title for node in nodes)}." if nodes else say("None that has a name.")

    def _shown(self) -> tuple[Reason, ...]:
        title = say("Origins against repeats:")
        shows = Reason("shows", "noted", say("What the chain shows:"), self.text("shows"))
        return Reason("tally", "noted", title, tally_words(self.tally)), shows

    def solution(self) -> Feedback:
        """Return where each piece had it from, with reasons, and the count."""
        reasons = [self._solution_reason(key) for key in self.keys]
        reasons += [self._flip_found(link, "noted") for link in sorted(self.flips)]
        return Feedback("noted", self.text("right"), (*reasons, *self._shown()))

    def _solution_reason(self, key: Key) -> Reason:
        givers = sorted(self.graph.givers[key.part], key=lambda part: self.node(part).number)
        title = self.node(key.part).title
        if givers:
            names = listed([self.node(part).title for part in givers], last=say("and"))
            said = say("{taker} took it from {giver}.", taker=title, giver=names)
        elif key.part in self.graph.unknown:
            said = say("{title} is an end that is not known.", title=title)
        else:
            said = say("{title} is an origin.", title=title)
        return Reason(key.part, "noted", said, self.reasons[key.part], key.rows)

    def right_answer(self) -> dict[str, Any]:
        """Return the chain, the number of origins and the flip as the evidence has them."""
        links = [list(link) for link in sorted(self.graph.links)]
        flip = min(link.taker for link in self.flips) if self.flips else NOWHERE
        return {LINKS: links, ORIGINS: self.tally.origins, FLIP: flip}

    def is_complete(self, answer: Mapping[str, Any]) -> bool:
        """Whether links were drawn and the origins counted."""
        return bool(answer.get(LINKS)) and answer.get(ORIGINS) is not None
