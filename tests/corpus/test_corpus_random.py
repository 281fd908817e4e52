"""Damage at random: what comes out is a whole corpus that works, or a `KitError` that can be printed."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infowar_kit.corpus import load
from infowar_kit.corpus.upkeep import made_files
from infowar_kit.errors import CorpusError, KitError
from tests import mini

DESCRIBED = mini.descriptor()
TABLES = [resource["name"] for resource in DESCRIBED["resources"]]
RANDOM = settings(
    deadline=None,
    derandomize=True,
    max_examples=120,
    database=None,
    # The folder is made once; each example writes its own damage and takes it back.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def shared() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield mini.write(Path(name))


def try_out(folder: Path, name: str, data: bytes) -> None:
    """Load the corpus with one file replaced, use what was loaded, and put the file back."""
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        use(folder)
    except KitError as error:
        str(error).encode()  # it can be printed
        if isinstance(error, CorpusError):
            assert error.faults
    finally:
        path.write_bytes(before)


def use(folder: Path) -> None:
    """Do with a corpus what the kit does: a value that got through must not fail later."""
    corpus = load(folder)
    assert len(corpus.items) == len(corpus.cells("items"))
    repr(corpus), repr(corpus.verify()), corpus.by_date(corpus.items)
    for claim in corpus.claims:
        corpus.evidence_of_claim(claim.claim_id), corpus.statuses_of_claim(claim.claim_id)
    for task in corpus.tasks:
        corpus.keys_of_task(task.task_id)
    made_files(folder)


ODD = st.sampled_from(
    ['"', '""', ",", "\n", "\r", "\0", "\ufeff", "|", "﷽", "\u2028", "9" * 400, "-1", "1e999"]
)
TEXT = st.text(max_size=30) | ODD
CHUNKS = st.binary(min_size=1, max_size=8) | ODD.map(str.encode)


@RANDOM
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False), st.integers(1, 5), CHUNKS)
def test_bytes(shared: Path, table: str, chance: random.Random, times: int, chunk: bytes) -> None:
    data = bytearray((shared / f"{table}.csv").read_bytes())
    for _ in range(times):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + chance.randrange(20)]
            case 2:
                data[place:place] = chunk
    try_out(shared, f"{table}.csv", bytes(data))


@RANDOM
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False), st.integers(0, 3))
def test_lines(shared: Path, table: str, chance: random.Random, way: int) -> None:
    data = (shared / f"{table}.csv").read_bytes()
    lines = data.splitlines(keepends=True)
    if way == 0:
        chance.shuffle(lines)
    elif way == 1:
        lines += chance.choices(lines, k=3)
    elif way == 2:
        lines = chance.sample(lines, k=chance.randrange(len(lines)))
    else:
        lines = [data[: chance.randrange(len(data))]]
    try_out(shared, f"{table}.csv", b"".join(lines))


@st.composite
def values(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return a table, a column and a value that may be nearly right there."""
    table = draw(st.sampled_from(TABLES))
    field = draw(st.sampled_from(mini.resource(DESCRIBED, table)["schema"]["fields"]))
    constraints = field.get("constraints", {})
    near = [TEXT, st.just("")]
    near += [st.from_regex(constraints["pattern"])] if "pattern" in constraints else []
    near += [st.sampled_from(constraints["enum"])] if "enum" in constraints else []
    near += [st.dates().map(str)] if field["type"] == "date" else []
    near += [st.floats().map(str), st.integers().map(str)] if field["type"] in ("number", "integer") else []
    return table, field["name"], draw(st.one_of(near))


@RANDOM
@given(st.lists(values(), min_size=1, max_size=3), st.integers(1, 6))
def test_cells(shared: Path, changes: list[tuple[str, str, str]], row: int) -> None:
    table = changes[0][0]
    rows = mini.read_rows(shared, table)
    for _, column, value in [change for change in changes if change[0] == table]:
        rows[min(row, len(rows) - 1)][rows[0].index(column)] = value
    try_out(shared, f"{table}.csv", mini.as_csv(rows))


# Dates of every form and precision, most of them impossible: what gets through must be orderable.
NUMBER = st.sampled_from(["00", "01", "02", "10", "12", "13", "24", "29", "30", "31", "59", "60", "99"])
YEAR = st.sampled_from(["0000", "0001", "1899", "1900", "2022", "2024", "2099", "2100", "9999"])
ZONE = st.sampled_from(["Z", "+03:00", "-12:00", "+24:00", "+99:99", ""])
DATE = st.builds("{}-{}-{}T{}:{}{}".format, YEAR, NUMBER, NUMBER, NUMBER, NUMBER, ZONE)


@RANDOM
@given(DATE, st.sampled_from([0, 4, 7, 10, 30]), DATE, st.data())
def test_dates(shared: Path, date: str, length: int, until: str, data: st.DataObject) -> None:
    precisions = mini.field(DESCRIBED, "items", "precision")["constraints"]["enum"]
    precision = data.draw(st.sampled_from(precisions))
    cells = {
        "published": date[:length],
        "precision": precision,
        "published_until": until[:10] if precision == "range" else "",
        "time_basis": "text-states" if precision == "minute" else "",
    }
    header, *rows = mini.read_rows(shared, "items")
    rows[0] = [cells.get(column, cell) for column, cell in zip(header, rows[0], strict=True)]
    try_out(shared, "items.csv", mini.as_csv([header, *rows]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | ODD | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def parts(raw: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value, as a container and its key."""
    keys = list(raw) if isinstance(raw, dict) else range(len(raw)) if isinstance(raw, list) else ()
    found = [(raw, key) for key in keys]
    return found + [place for key in keys for place in parts(raw[key])]


def named(key: object) -> str:
    return key if isinstance(key, str) else "a number"


@RANDOM
@given(st.data(), st.integers(1, 3))
def test_descriptor(shared: Path, data: st.DataObject, times: int) -> None:
    raw = json.loads((shared / mini.DESCRIPTOR).read_text(encoding="utf-8"))
    for _ in range(times):
        places = parts(raw)
        # By key first, so that the few keys of a schema are hit as often as the many of the fields.
        key = data.draw(st.sampled_from(sorted({named(key) for _, key in places})))
        container, place = data.draw(st.sampled_from([p for p in places if named(p[1]) == key]))
        if data.draw(st.booleans()):
            del container[place]
        else:
            other, source = data.draw(st.sampled_from(places))
            copied = data.draw(st.booleans()) and source in (other if isinstance(other, dict) else ())
            container[place] = json.loads(json.dumps(other[source])) if copied else data.draw(JSON)
    try_out(shared, mini.DESCRIPTOR, json.dumps(raw).encode())


@RANDOM
@given(st.randoms(use_true_random=False), CHUNKS)
def test_bytes_of_the_descriptor(shared: Path, chance: random.Random, chunk: bytes) -> None:
    data = bytearray((shared / mini.DESCRIPTOR).read_bytes())
    place = chance.randrange(len(data))
    data[place : place + chance.randrange(3)] = chunk
    try_out(shared, mini.DESCRIPTOR, bytes(data))
