import csv

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import LookupFailed
from infowar_kit.verification.methods.track_record import (
    BORNE_OUT,
    BOTH_WAYS,
    NOT_BORNE_OUT,
    OPEN,
    PARTLY,
    fate,
    is_tied,
    track_record,
)
from tests import mini


@pytest.mark.parametrize(
    ("bearing", "status", "expected"),
    [
        ("supports", "confirmed", BORNE_OUT),
        ("repeats", "confirmed", BORNE_OUT),
        ("contradicts", "confirmed", NOT_BORNE_OUT),
        ("supports", "refuted", NOT_BORNE_OUT),
        ("repeats", "refuted", NOT_BORNE_OUT),
        ("contradicts", "refuted", BORNE_OUT),
        ("supports", "partly", PARTLY),
        ("contradicts", "partly", PARTLY),
        ("supports", "unresolved", OPEN),
        ("contradicts", "unresolved", OPEN),
        ("supports", None, OPEN),
    ],
)
def test_what_becomes_of_a_claim(bearing, status, expected):
    assert fate(bearing, status) == expected


def change(folder, table, **cells):
    """Change cells of rows, addressed by the row's first cell."""
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    key = next(iter(rows[0]))
    for row in rows:
        row.update(cells.get(row[key], {}))
    mini.write_rows(folder, table, [list(rows[0]), *(list(row.values()) for row in rows)])


def test_latest_status_counts_and_each_claim_once(folder):
    corpus = load(folder)
    # V002 and V003 bear on C01, whose status went from unresolved to confirmed; C02 has none.
    found = track_record(corpus, "alpha-news", ["V002", "V003", "V004", "V004"])
    assert [(outcome.claim, outcome.fate) for outcome in found.outcomes] == [
        ("C01", BORNE_OUT),
        ("C02", OPEN),
    ]
    assert found.left_out == ()
    assert not found.enough
    assert found.count(OPEN) == 1


def test_who_said_and_denied_a_claim_said_it_both_ways(folder):
    change(folder, "evidence", V002={"bearing": "contradicts"})
    found = track_record(load(folder), "alpha-news", ["V002", "V003"])
    assert [outcome.fate for outcome in found.outcomes] == [BOTH_WAYS]


def test_a_row_of_somebody_else_does_not_count(folder):
    corpus = load(folder)
    found = track_record(corpus, "alpha-news", ["V001", "V003"])
    assert found.left_out == ("V001",)
    assert len(found.outcomes) == 1


def test_a_relay_ties_unless_it_is_marked_as_misattributed(folder):
    relay = {"item": "I006", "taker_item": "I006", "giver_item": "I001", "taker_source": ""}
    change(folder, "relays", R001={"item": "I006"}, R002=relay)
    corpus = load(folder)
    row = corpus.get("evidence", "V001")
    assert is_tied(corpus, "alpha-news", row)
    change(folder, "relays", R002=relay | {"misattributed": "true"})
    corpus = load(folder)
    assert not is_tied(corpus, "alpha-news", corpus.get("evidence", "V001"))


def test_unknown_ids_are_refused_by_name(folder):
    corpus = load(folder)
    with pytest.raises(LookupFailed, match="There is no 'gamma' in sources"):
        track_record(corpus, "gamma", [])
    with pytest.raises(LookupFailed, match="There is no 'V999' in evidence"):
        track_record(corpus, "alpha-news", ["V999"])
