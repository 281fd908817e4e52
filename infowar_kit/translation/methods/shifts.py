"""What a rendering did to its term: rows of `shifts` put together with what they touch."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Claim, Item, Rendering, Shift, Term
from infowar_kit.errors import LookupFailed
from infowar_kit.say import Sayings, later, say

# The kinds of shift in plain words, in the order in which a learner meets them. Addition, omission and the
# two about exactness follow the errors of accuracy in MQM (Multidimensional Quality Metrics), which calls
# the latter over- and undertranslation.
SHIFT_WORDS = Sayings(
    {
        "faithful": later("faithful: says the same"),
        "wrong-sense": later("wrong sense of a word"),
        "name": later("a name was changed or translated"),
        "gender": later("gender: he, she, it"),
        "number": later("a number, unit or time"),
        "polarity": later("yes and no exchanged"),
        "attribution": later("who says it or who does it"),
        "modality": later("how sure it is"),
        "intensity": later("stronger or weaker"),
        "euphemism": later("softened"),
        "addition": later("something added"),
        "omission": later("something left out"),
        "explicitation": later("spelled out: more exact"),
        "generalisation": later("blurred: less exact"),
    }
)
SEVERITY_WORDS = Sayings(
    {
        "none": later("It says what the original says."),
        "slight": later("It colours or blurs the statement; a reader still takes the same fact from it."),
        "changes-the-claim": later("A reader would take a different fact from it."),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rendering beside its term, with what moved and what that does.

    Attributes
    ----------
    item : Item or None
        Where it stands, if that is an item of the corpus.
    outlet : str
        Who published it; the host of the page where no item says so.
    claim : Claim or None
        The claim that it touches.
    """

    rendering: Rendering
    term: Term
    shift: Shift
    item: Item | None
    outlet: str
    claim: Claim | None

    @property
    def kind(self) -> str:
        """Kind of shift in plain words."""
        return SHIFT_WORDS[self.shift.shift]

    @property
    def consequence(self) -> str:
        """What the shift does to the statement, and to which claim."""
        if self.claim is None:
            # What it does to a claim cannot be said where there is none.
            return say("It touches no claim of this collection.")
        words = SEVERITY_WORDS[self.shift.severity]
        if self.shift.severity == "none":
            return words  # nothing is done to the claim: it need not be told again
        claim = say("The claim is “{claim}”.", claim=self.claim.claim)
        return f"{words} {claim}"

    @property
    def inferred(self) -> bool:
        """Whether some of it is our inference: the original was not seen, or the link is a guess."""
        return self.shift.inferred or self.rendering.inferred or not self.term.original_seen


def finding(corpus: Corpus, rendering_id: str) -> Finding:
    """Return the finding on a rendering.

    Raises
    ------
    LookupFailed
        If there is no such rendering, or no row of `shifts` on it.
    """
    rendering: Rendering = corpus.get("renderings", rendering_id)
    shift = next((row for row in corpus.shifts if row.rendering == rendering_id), None)
    if shift is None:
        raise LookupFailed(f"No row of shifts.csv says what moved in '{rendering_id}'. Add one.")
    item = corpus.item(rendering.item) if rendering.item else None
    outlet = corpus.source(item.source).name if item else host(rendering.url)
    claim = corpus.claim(shift.claim) if shift.claim else None
    return Finding(rendering, corpus.term(rendering.term), shift, item, outlet, claim)


def host(url: str) -> str:
    """Return the host of a page, or "page not recorded"."""
    name = url.partition("://")[2].partition("/")[0].removeprefix("www.")
    return name or say("page not recorded")
