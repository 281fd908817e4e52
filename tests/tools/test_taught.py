"""The list of the rows that lessons teach from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infowar_kit.corpus import load
from tools.taught import counts, main, taught

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def corpus():
    return load("kherson-lyman-2022")


@pytest.fixture(scope="module")
def rows(corpus):
    return taught(corpus)


def test_every_row_that_a_key_names_is_in_the_list(corpus, rows):
    assert {row for key in corpus.keys for row in key.rows} <= set(rows)


def test_with_a_row_comes_what_it_cannot_be_judged_without(corpus, rows):
    known = set(rows)
    for row in rows:
        record = corpus.reference(row)
        if row.startswith("evidence:"):
            assert f"items:{record.item}" in known
        elif row.startswith("relays:"):
            items = {record.item, record.taker_item, record.giver_item} - {None, ""}
            assert {f"items:{item}" for item in items} <= known
    # Renderings come in by the keys alone, so each of them has its term.
    assert {
        f"terms:{corpus.get('renderings', row.partition(':')[2]).term}"
        for row in rows
        if row.startswith("renderings:")
    } <= known


def test_nothing_else_is_in_the_list(corpus, rows):
    named = {row for key in corpus.keys for row in key.rows}
    assert {row.partition(":")[0] for row in set(rows) - named} <= {"items", "terms"}


def test_it_is_the_same_list_each_time_and_each_row_once(corpus, rows):
    assert rows == taught(load("kherson-lyman-2022"))
    assert len(rows) == len(set(rows)) == sum(counts(rows).values())
    # The order of a set of texts changes with the seed of the hash; that of the list does not.
    said = {
        subprocess.run(
            [sys.executable, "-m", "tools.taught"],
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }
    assert {text.replace(" (no reading)", "") for text in said} == {"\n".join(rows) + "\n"}
    assert len(said) == 1


def test_an_event_that_is_not_named_right_gets_the_usage(capsys):
    assert main(["--help"]) == 2
    assert "usage: python -m tools.taught" in capsys.readouterr().err
