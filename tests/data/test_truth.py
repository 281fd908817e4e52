"""What the rows may say of each other: one rule a test, and the rows that offend in its message.

A row that offends is to be corrected, not excepted. What a rule knows of words lies in two tables beside it,
`hedge_markers.csv` and `claim_words.csv`; a word that is missing there is added with what it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

import pytest

from infowar_kit.corpus import Corpus, load
from infowar_kit.corpus.moments import Moment, moment
from infowar_kit.corpus.records import ClaimStatus, Evidence

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load("kherson-lyman-2022")


def listed(offenders: list[str]) -> str:
    return f"{len(offenders)} offenders:\n" + "\n".join(offenders)


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def instant(corpus: Corpus, text: str, precision: str = "") -> Moment:
    """Return the stretch of time of a date of the tables, by its length where it has no precision."""
    return moment(text, precision or ("minute" if "T" in text else "day"), zone=corpus.zone)


def end_of(corpus: Corpus, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), corpus.zone)


# Time


def test_no_evidence_is_earlier_than_what_it_is_evidence_for(corpus: Corpus) -> None:
    early = []
    for claim in corpus.claims:
        if not claim.since:
            continue
        since = instant(corpus, claim.since).earliest
        early += [
            f"{row.evidence_id}: {row.item} ({corpus.item(row.item).published}) on {claim.claim_id}, "
            f"which can be so since {claim.since}"
            for row in corpus.evidence_of_claim(claim.claim_id)
            if corpus.when(corpus.item(row.item)).latest <= since
        ]
        early += [
            f"{row.relay_id}: {row.item} passed on {claim.claim_id} before {claim.since}"
            for row in corpus.relays
            if row.claim == claim.claim_id and corpus.when(corpus.item(row.item)).latest <= since
        ]
    assert not early, listed(early)


def test_no_giver_is_later_than_its_taker(corpus: Corpus) -> None:
    """Compared in UTC. A range or a lower bound begins no day before what it was taken from.

    One page was added to after its stamp (I436, an early copy lacks the paragraphs): inferred, and said so.
    """
    late = []
    for row in corpus.relays:
        if not (row.taker_item and row.giver_item):
            continue
        taker, giver = corpus.item(row.taker_item), corpus.item(row.giver_item)
        taken, given = corpus.when(taker), corpus.when(giver)
        added_to = row.inferred and (taker.item_id, giver.item_id) == ("I436", "I762")
        open_start = taker.precision in ("range", "on-or-after") and given.earliest.year > 1900
        too_early = open_start and taken.earliest + dt.timedelta(days=1) <= given.earliest
        if (given.earliest >= taken.latest or too_early) and not added_to:
            late.append(f"{row.relay_id}: {taker.item_id} ({taker.published}) from {giver.published}")
    assert not late, listed(late)


MONTHS = {"August": 8, "September": 9, "October": 10, "November": 11}


def test_no_status_leans_on_what_came_later(corpus: Corpus) -> None:
    """Neither by the rows that it names nor by a date in its words."""
    late = []
    for status in corpus.claim_statuses:
        end = end_of(corpus, status.as_of)
        for ref in status.rows:
            table, _, key = ref.partition(":")
            if table == "items":
                earliest = corpus.when(corpus.item(key)).earliest
            elif table == "events":
                event = corpus.get("events", key)
                earliest = moment(event.date, event.precision, event.until, zone=corpus.zone).earliest
            else:
                continue
            if earliest >= end:
                late.append(f"{status.claim}, {status.as_of}: leans on {ref}")
        for day, month in re.findall(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})", status.why):
            if dt.date(2022, MONTHS[month], int(day)) > status.as_of:
                late.append(f"{status.claim}, {status.as_of}: speaks of {day} {month}")
    assert not late, listed(late)


def test_every_status_names_the_rows_on_which_it_rests(corpus: Corpus) -> None:
    """Two are older than every item: their page tells of a day weeks before."""
    bare = [
        f"{status.claim}, {status.as_of}"
        for status in corpus.claim_statuses
        if not status.rows
        and any(
            corpus.when(corpus.item(row.item)).latest <= end_of(corpus, status.as_of)
            for row in corpus.evidence_of_claim(status.claim)
        )
    ]
    assert not bare, listed(bare)


def test_the_first_item_of_a_claim_carries_it_first(corpus: Corpus) -> None:
    wrong = []
    for claim in corpus.claims:
        if not claim.first_item:
            continue
        seen = instant(corpus, claim.first_seen, claim.first_seen_precision)
        first = corpus.when(corpus.item(claim.first_item))
        bearings = {row.item: row.bearing for row in corpus.evidence_of_claim(claim.claim_id)}
        if bearings.get(claim.first_item, "contradicts") == "contradicts":
            wrong.append(f"{claim.claim_id}: {claim.first_item} does not carry it")
        if first.earliest >= seen.latest and "First seen:" not in claim.note:
            wrong.append(f"{claim.claim_id}: {claim.first_item} is later, and the note has no 'First seen:'")
        wrong += [
            f"{claim.claim_id}: {item} is earlier than {claim.first_item}"
            for item, bearing in bearings.items()
            if bearing != "contradicts" and corpus.when(corpus.item(item)).latest <= first.earliest
        ]
    assert not wrong, listed(wrong)


# Statuses


def in_force(corpus: Corpus, claim: str, day: dt.date) -> ClaimStatus | None:
    return corpus.status_of_claim(claim, day)


def test_the_same_ground_gives_the_same_status_on_the_same_day(corpus: Corpus) -> None:
    """What counts as the other side's word for one claim counts for every claim of which it speaks so.

    The same ground is one item with one note: who says it, or how we read it.
    """
    of_item: dict[str, list[Evidence]] = defaultdict(list)
    for row in corpus.evidence:
        if row.bearing != "contradicts":
            of_item[row.item].append(row)
    unlike = []
    for status in corpus.claim_statuses:
        if status.basis != "both-sides":
            continue
        for item in (ref.removeprefix("items:") for ref in status.rows):
            notes = {row.note for row in of_item[item] if row.claim == status.claim and row.note}
            for row in of_item[item]:
                other = in_force(corpus, row.claim, status.as_of)
                if row.note in notes and other and other.basis == "official-one-side-only":
                    unlike.append(
                        f"{item} ({row.note}) makes {status.claim} {status.status} on {status.as_of}, "
                        f"and leaves {row.claim} {other.status}"
                    )
    assert not unlike, listed(unlike)


# Hedges

HEDGES = frozenset({"doubt", "likelihood", "distance", "report", "rough"})


def test_a_hedge_hedges(corpus: Corpus) -> None:
    """It holds a word of doubt, likelihood or distance, a form of report, or a rough figure.

    A word of certainty ("officially confirmed"), of mere saying ("said") or of the source ("according to")
    is no hedge; the item's own `hedges` may still list it.
    """
    markers = rows_of("hedge_markers.csv")
    wrong = []
    for row in corpus.evidence:
        if not row.hedge:
            continue
        language = corpus.item(row.item).language.split("-")[0]
        kinds = {
            marker["kind"]
            for marker in markers
            if marker["language"] in (language, "en") and marker["marker"].casefold() in row.hedge.casefold()
        }
        if not kinds:
            wrong.append(f"{row.evidence_id} ({language}): no marker is known in '{row.hedge}'")
        elif not kinds & HEDGES:
            wrong.append(f"{row.evidence_id} ({language}): '{row.hedge}' is {' and '.join(sorted(kinds))}")
    assert not wrong, listed(wrong)


def test_what_an_item_lists_as_hedges_holds_no_certainty(corpus: Corpus) -> None:
    """It may list whose word something is; a word that makes surer does not belong there."""
    markers = rows_of("hedge_markers.csv")
    surer = []
    for item in corpus.items:
        for words in item.hedges:
            kinds = {
                marker["kind"]
                for marker in markers
                if marker["language"] in (item.language.split("-")[0], "en")
                and marker["marker"].casefold() in words.casefold()
            }
            if "certainty" in kinds and not kinds & HEDGES:
                surer.append(f"{item.item_id}: {words}")
    assert not surer, listed(surer)


@pytest.mark.parametrize(
    ("language", "words", "hedges"),
    [
        ("en", "officially confirmed", False),
        ("en", "have not officially confirmed", True),
        ("sk", "potvrdil", False),
        ("uk", "відео", False),
        ("uk", "нібито", True),
        ("fr", "selon un porte-parole", False),
        ("fr", "auraient avancé", True),
    ],
)
def test_the_list_of_markers_tells_them_apart(language: str, words: str, hedges: bool) -> None:
    kinds = {
        row["kind"]
        for row in rows_of("hedge_markers.csv")
        if row["language"] in (language, "en") and row["marker"].casefold() in words.casefold()
    }
    assert kinds and bool(kinds & HEDGES) == hedges, kinds


# Bearing


def test_what_speaks_against_a_claim_did_not_pass_it_on(corpus: Corpus) -> None:
    against = {(row.item, row.claim): row for row in corpus.evidence if row.bearing == "contradicts"}
    both = [
        f"{against[relay.item, relay.claim].evidence_id}: {relay.item} contradicts {relay.claim}, "
        f"and {relay.relay_id} passes it on"
        for relay in corpus.relays
        if (relay.item, relay.claim) in against
    ]
    both += [
        f"{row.evidence_id}: contradicts, with 'no ground of its own'"
        for row in against.values()
        if "no ground" in row.note
    ]
    assert not both, listed(both)


# What an item may say that is less than the claim: then it neither supports nor repeats it.
LESS = {
    "C04": r"\bentered\b(?!.*(?:retaken|freed|withdrawal|left))|contact line",
    "C05": r"breakthrough|a break\b|some loss of ground|breaking of the front",
    "C07": r"\bwedge",
    "C09": r"2 October as newly",
    "C17": r"(?:almost|nearly|half|semi)[ -]?(?:encircl|surround)|half-ring|being completed|threatening to",
    "C21": r"fighting (?:goes on|continues|ongoing)(?!.*took control)",
    "C50": r"not to reinforce",
}


def test_the_bearing_goes_no_further_than_the_words(corpus: Corpus) -> None:
    further = [
        f"{row.evidence_id}: {row.item} {row.bearing} {row.claim}, but: {row.note}"
        for row in corpus.evidence
        if row.bearing != "contradicts"
        and row.claim in LESS
        and re.search(LESS[row.claim], row.note, re.IGNORECASE)
    ]
    assert not further, listed(further)


KILOMETRES = {"C01": 30.0, "C02": 40.0}
FIGURE = re.compile(r"(\d+(?:\.\d+)?)(?: to (\d+))? ?(km|miles)\b")
BOUND = re.compile(r"\b(?:at least|more than)\b", re.IGNORECASE)
LONGER = re.compile(r"in two days|over \d|since|since early|but over", re.IGNORECASE)


def test_one_rule_for_distances(corpus: Corpus) -> None:
    """A figure within a sixth of the claim's agrees with it, unless it is said of a longer time.

    A lower bound neither agrees nor disagrees; it may only be repeated.
    """
    wrong = []
    for row in corpus.evidence:
        found = FIGURE.search(row.note)
        if row.claim not in KILOMETRES or not found:
            continue
        least = float(found[1]) * (1.609 if found[3] == "miles" else 1)
        near = abs(least - KILOMETRES[row.claim]) <= KILOMETRES[row.claim] / 6
        agrees = row.bearing != "contradicts"
        if BOUND.search(row.note):
            right = row.bearing == "repeats"
        else:
            right = agrees == (near and not LONGER.search(row.note))
        if not right:
            wrong.append(f"{row.evidence_id}: {row.item} {row.bearing} {row.claim}: {row.note}")
    assert not wrong, listed(wrong)


# Relays

# How attribution lines write a source, where it is not by its name.
ALIASES = {
    "uk-mod": ("UK MoD", "UK Ministry of Defence", "UK Defence"),
    "isw": ("ISW",),
    "ap": ("AP ", "AP →"),
    "afp": ("AFP",),
    "dpa": ("dpa",),
    "efe": ("EFE",),
    "the-guardian": ("Guardian",),
    "rfe-rl": ("RFE/RL",),
    "russian-mod": ("Russian MoD", "Russian Ministry of Defence"),
}


def names(corpus: Corpus, source: str) -> tuple[str, ...]:
    return (corpus.source(source).name, *ALIASES.get(source, ()))


def test_a_stand_in_is_no_giver(corpus: Corpus) -> None:
    """A page that names a source did not therefore take it from another outlet's copy of its text.

    A step between two items leads to the publisher that the page names, to the same publisher, or, with a
    ground in the note, to an item that no other name in the page's attribution explains.
    """
    wrong = []
    for row in corpus.relays:
        if not (row.taker_item and row.giver_item):
            continue
        taker, giver = corpus.item(row.taker_item), corpus.item(row.giver_item)
        if taker.source == giver.source or any(n in taker.attribution for n in names(corpus, giver.source)):
            continue
        behind = {
            step.giver_source
            for step in corpus.chain_of_item(giver.item_id)
            if step.step == 1 and step.giver_source and step.giver_source != "reuters"
        }
        named = [s for s in sorted(behind) if any(n in taker.attribution for n in names(corpus, s))]
        speakers = {"official", "military", "occupation-administration", "milblogger"}
        outlets = [s for s in named if corpus.source(s).kind not in speakers or s == "uk-mod"]
        if outlets:
            wrong.append(f"{row.relay_id}: {taker.item_id} names {outlets[0]}, not {giver.source}")
    assert not wrong, listed(wrong)


def test_a_step_between_items_says_its_ground(corpus: Corpus) -> None:
    silent = [
        f"{row.relay_id}: {row.taker_item} from {row.giver_item}"
        for row in corpus.relays
        if row.taker_item and row.giver_item and row.inferred and not row.note
    ]
    disclaimed = [
        f"{row.relay_id}: {row.note}" for row in corpus.relays if row.giver_item and "not claimed" in row.note
    ]
    assert not silent + disclaimed, listed(silent + disclaimed)


# What can be seen


def test_evidence_can_be_seen_in_its_item_or_says_where_it_stands(corpus: Corpus) -> None:
    words = {row["claim"]: re.compile(row["words"], re.IGNORECASE) for row in rows_of("claim_words.csv")}
    assert {claim.claim_id for claim in corpus.claims} == set(words), "words for each claim, and no others"
    unseen = []
    for row in corpus.evidence:
        item = corpus.item(row.item)
        cells = (item.reports, item.quote, item.attribution, item.note)
        text = " ".join((*cells, *item.hedges, *item.loaded, *item.key_phrases, *item.giver_words))
        if not row.stands and not words[row.claim].search(text):
            unseen.append(f"{row.evidence_id}: {row.item} on {row.claim} ({row.note}): {item.reports}")
    assert not unseen, listed(unseen)


def test_words_for_the_giver_of_a_quoted_post_stand_in_it(corpus: Corpus) -> None:
    missing = [
        f"{item.item_id}: {words}"
        for item in corpus.items
        if item.quote
        for words in item.giver_words
        if words not in item.quote
    ]
    assert not missing, listed(missing)
