"""One stop of a chain of relays, and a tally in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from infowar_kit.corpus.moments import Moment
from infowar_kit.corpus.teaching_records import Key
from infowar_kit.page.labels import publication_label
from infowar_kit.page.row_line import link
from infowar_kit.say import listed, plural, say
from infowar_kit.tasks.feedback import Reason
from infowar_kit.tasks.task import Task
from infowar_kit.text import beside, escape, foreign, inline, language_name, plain
from infowar_kit.verification.methods.relay import Tally


@dataclass(frozen=True, slots=True)
class Node:
    """One stop of a chain.

    Parameters
    ----------
    part : str
        Its slug.
    number : int
        By which it is named in lists and in the drawing.
    name : str
        Who it is.
    kind : str
        ``"item"``, ``"source"``, or ``"unknown"`` where nothing but a description is left.
    says : str
        What it says, in our words.
    label : str
        Day or hour and language, where it is an item.
    when : Moment or None
        When it appeared, where it is an item.
    url : str
        Its page, where it has one.
    words : tuple of str
        Words with which the page names who it had it from, as read.
    language : str
        Of these words.
    gloss : str
        The same in our words, or what is noted of it; may use the marks of `text.inline`.
    names : mapping of str to str
        Phrases that name another stop, by the part of that stop: pressing one draws a link.
    """

    part: str
    number: int
    name: str
    kind: Literal["item", "source", "unknown"]
    says: str
    label: str
    when: Moment | None
    url: str
    words: tuple[str, ...] = ()
    language: str = ""
    gloss: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}"

    @property
    def line(self) -> str:
        """The stop as a line of plain text."""
        label = f" ({self.label})" if self.label else ""
        quoted = "; ".join(f"“{words}”" for words in self.words)
        heard = beside(quoted, plain(self.gloss) or self._unread)
        return f"{self.title}{label}: {self.says}" + (f" {say('Whom it names:')} {heard}" if heard else "")

    @property
    def _unread(self) -> str:
        if self.kind != "item" or self.words or self.gloss:
            return ""
        return say("the attribution line was not read.")

    @property
    def attribution(self) -> str:
        """Whom the stop names, as read, as HTML; empty where there is nothing to say."""
        quoted = "; ".join(f"“{foreign(words, self.language)}”" for words in self.words)
        heard = beside(quoted, inline(self.gloss) or escape(self._unread))
        return f"{escape(say('Whom it names:'))} {heard}" if heard else ""

    @property
    def face(self) -> str:
        """The stop as an item of an HTML list."""
        return f"<li>{self._html(self.name)}</li>"

    @property
    def inner(self) -> str:
        """The stop as HTML with its number, for where it stands in no list."""
        return self._html(self.title)

    def _html(self, title: str) -> str:
        label = f' <span class="iwk-small">{escape(self.label)}</span>' if self.label else ""
        kind = {"item": "", "source": say("(source)"), "unknown": say("(not known)")}[self.kind]
        page = f" {link(self.url, say('Page'))}" if self.url else ""
        name = f"<strong>{escape(title)}</strong> {escape(kind)}".rstrip()
        heard = f"<br>{self.attribution}" if self.attribution else ""
        return f"{name}{label}<br>{inline(self.says)}{page}{heard}"


def node_of(task: Task, key: Key, number: int) -> Node:
    """Return the stop that a key of a task names: an item, a source, or what is not known."""
    says, corpus = task.text(key.part), task.corpus
    gloss = task.optional(f"{key.part}/line")
    found = corpus.texts_under(f"{task.id}/{key.part}/press/", task.language)
    names = {giver: words for giver, words in found.items() if giver in {other.part for other in task.keys}}
    if key.item:
        item = corpus.item(key.item)
        when = publication_label(item, corpus.zone, corpus.period)
        label = say("{when}, in {language}", when=when, language=language_name(item.language))
        name = corpus.source(item.source).name
        return Node(
            key.part, number, name, "item", says, label, corpus.when(item), item.url,
            item.giver_words, item.language, gloss, names,
        )  # fmt: skip
    kind: Literal["source", "unknown"] = "source" if key.source else "unknown"
    name = corpus.source(key.source).name if key.source else task.text(f"{key.part}/name")
    return Node(key.part, number, name, kind, says, "", None, "", gloss=gloss, names=names)


def tally_words(found: Tally) -> str:
    """Return a tally in a sentence."""
    parts = [plural("{number} origin that we know", "{number} origins that we know", found.origins)]
    if found.unknown:
        parts += [plural("{number} end not known", "{number} ends not known", found.unknown)]
    if found.circles:
        parts += [plural("{number} circle", "{number} circles", found.circles)]
    repeats = plural("{number} repeat", "{number} repeats", found.repeats)
    chain = plural(
        "the longest chain has {number} step", "the longest chain has {number} steps", found.longest
    )
    return f"{listed(parts, last=say('and'))}, {repeats}; {chain}."


def found_words(found: Sequence[str], total: int) -> str:
    """Return in words how the links drawn stand to those of the evidence; see `RelayTracer.finding`.

    Whoever links each piece to the person it names has answered another question: that is said, no count.
    """
    if found.count("skipped") > max(1, found.count("right")):
        return say(
            "You asked who spoke, and found it. Ask each page something else: from whom did *you* have it? "
            "{number} of your links leave out a step between",
            number=found.count("skipped"),
        )
    parts = [say("{right} of {total} links found", right=found.count("right"), total=total)]
    turned, skipped = found.count("reversed"), found.count("skipped")
    parts += [say("{number} the wrong way round", number=turned)] * bool(turned)
    parts += [say("{number} with a step left out", number=skipped)] * bool(skipped)
    other = sum(finding in ("sibling", "invented") for finding in found)
    parts += [say("{number} that the evidence does not bear out", number=other)] * bool(other)
    return listed(parts)


def link_words(finding: str, giver: str, shared: Sequence[str]) -> str:
    """Return what is said of a link that does not hold; who it was instead is not told.

    Parameters
    ----------
    finding : str
        ``"reversed"``, ``"skipped"``, ``"sibling"`` or ``"invented"``.
    giver : str
        Name of whom the words are said to come from.
    shared : sequence of str
        Names of those from whom both took them.
    """
    if finding == "reversed":
        return say("The other way round: which of the two could have read the other?")
    if finding == "skipped":
        return say("It goes back to {name}, but by a step between. Who stands between the two?", name=giver)
    if finding == "sibling":
        names = listed(list(shared), last=say("and"))
        return say("They are alike because both took it from {names}: two copies, one origin.", names=names)
    return say("Nothing that was read says so. Being alike, or being later, is no proof of copying.")


def unlinked(left: Sequence[tuple[Node, bool]]) -> list[Reason]:
    """Return what is still to be linked: stops with one giver in one line, each that has several by itself.

    Parameters
    ----------
    left : sequence of (Node, bool)
        The stops, and whether each has several givers.
    """
    text = say("It took it from more than one.")
    found = [Reason(node.part, "noted", f"{node.title}:", text) for node, several in left if several]
    rest = "; ".join(node.title for node, several in left if not several)
    if rest:
        found.append(Reason("unlinked", "noted", say("Not linked to a giver yet:"), f"{rest}."))
    return found
