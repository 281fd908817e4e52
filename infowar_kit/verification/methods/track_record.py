"""How the claims of a source fared, as far as the tables tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.records import Evidence
from infowar_kit.say import Sayings, later

BORNE_OUT, PARTLY, NOT_BORNE_OUT, OPEN, BOTH_WAYS = (
    "borne out", "borne out in part", "not borne out", "still open", "said both ways",
)  # fmt: skip
FATES = (BORNE_OUT, PARTLY, NOT_BORNE_OUT, OPEN, BOTH_WAYS)
FATE_WORDS = Sayings(
    {
        BORNE_OUT: later("borne out"),
        PARTLY: later("borne out in part"),
        NOT_BORNE_OUT: later("not borne out"),
        OPEN: later("still open"),
        BOTH_WAYS: later("said both ways"),
    }
)
ENOUGH = 3  # with fewer claims there is too little to say
_OF_STATUS = {"confirmed": BORNE_OUT, "partly": PARTLY, "refuted": NOT_BORNE_OUT, "unresolved": OPEN}
_DENIED = {BORNE_OUT: NOT_BORNE_OUT, NOT_BORNE_OUT: BORNE_OUT}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claim that a source made, passed on or denied."""

    claim: str
    fate: str
    denied: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What became of a source's claims.

    Attributes
    ----------
    outcomes : tuple of Outcome
        One a claim, in the order of the rows.
    left_out : tuple of str
        Evidence that the tables do not tie to the source, or that a page wrongly gives to it.
    """

    outcomes: tuple[Outcome, ...]
    left_out: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether there are claims enough to say something."""
        return len(self.outcomes) >= ENOUGH

    def count(self, fate: str) -> int:
        """Return how many claims met a fate."""
        return sum(outcome.fate == fate for outcome in self.outcomes)


def fate(bearing: str, status: str | None) -> str:
    """Return what became of a claim for whoever bears on it so.

    Whoever contradicts a claim that is refuted was borne out, and the other way round; what is partly true
    or open stays so from either side. `None` is a claim without any status: open.
    """
    found = _OF_STATUS[status] if status is not None else OPEN
    return _DENIED.get(found, found) if bearing == "contradicts" else found


def is_tied(corpus: Corpus, source: str, row: Evidence) -> bool:
    """Whether the tables give a row of evidence to a source.

    They do if the source published the item, or if the chain read in the item names the source as a giver.
    A step that is marked as misattributed does not count: a copy that puts a figure into the wrong mouth
    says something about the copy and nothing about the mouth.
    """
    if corpus.item(row.item).source == source:
        return True
    for step in corpus.chain_of_item(row.item):
        giver = corpus.item(step.giver_item).source if step.giver_item else step.giver_source
        if giver == source and not step.misattributed:
            return True
    return False


def track_record(corpus: Corpus, source: str, evidence: Iterable[str]) -> TrackRecord:
    """Compute how a source's claims fared, from evidence and each claim's latest status.

    Relays are not followed to find a source's claims, since many copies give words to the wrong speaker;
    the rows are named one by one, and each is checked against `is_tied`. Several rows on one claim count
    once. An open claim counts neither for a source nor against it.

    Parameters
    ----------
    corpus : Corpus
        The evidence.
    source : str
        Whose claims.
    evidence : iterable of str
        Ids of rows of evidence.

    Raises
    ------
    LookupFailed
        If there is no such source or row.
    """
    corpus.source(source)
    found: dict[str, set[str]] = {}
    left_out = []
    for key in dict.fromkeys(evidence):
        row: Evidence = corpus.get("evidence", key)
        if is_tied(corpus, source, row):
            found.setdefault(row.claim, set()).add("denied" if row.bearing == "contradicts" else "said")
        else:
            left_out.append(key)
    return TrackRecord(tuple(_outcome(corpus, *pair) for pair in found.items()), tuple(left_out))


def _outcome(corpus: Corpus, claim: str, ways: set[str]) -> Outcome:
    statuses = corpus.statuses_of_claim(claim)
    status = statuses[-1].status if statuses else None
    if len(ways) > 1:
        return Outcome(claim, BOTH_WAYS, False)
    denied = ways == {"denied"}
    return Outcome(claim, fate("contradicts" if denied else "supports", status), denied)
