"""`tone scan` over many files and many processes: the same findings, and nothing is lost on the way."""

from __future__ import annotations

import csv
import os
import signal
import sys
import threading
import time

import pytest

from infowar_kit import __version__
from infowar_kit.cli import main

pyarrow = pytest.importorskip("pyarrow")
from pyarrow import parquet  # noqa: E402 - after it is known to be there

PLAN = "This is a pathetic plan, and we said so."


def write_csv(path, count, first=0):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("id", "text"))
        table.writerows((number, f"{PLAN} ({number})") for number in range(first, first + count))
        file.write("one cell\n")
    return path


def write_parquet(path, count, first=0, *, group=100):
    ids = list(range(first, first + count))
    texts = [None if number % 97 == 5 else f"{PLAN} ({number})" for number in ids]
    langs = ["de" if number % 89 == 3 else None for number in ids]
    table = pyarrow.table({"id": ids, "text": texts, "lang": pyarrow.array(langs, pyarrow.string())})
    parquet.write_table(table, path, row_group_size=group)
    return path


@pytest.fixture
def scan(capsys):
    """Return a function that scans with some arguments: exit status and what is said."""

    def run(*arguments):
        status = main(["tone", "scan", *map(str, arguments)])
        return status, capsys.readouterr().err

    return run


# Many files, one process


def test_many_files_are_read_in_order_and_each_line_begins_with_its_file(scan, tmp_path):
    files = [write_csv(tmp_path / f"part.{number}.csv", 2, 10 * number) for number in (10, 9)]
    status, said = scan(tmp_path / "part.*.csv", "-o", tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["file"], row["line"], row["id"]) for row in found] == [
        (files[1].as_posix(), "2", "90"), (files[1].as_posix(), "3", "91"),
        (files[0].as_posix(), "2", "100"), (files[0].as_posix(), "3", "101"),
    ]  # fmt: skip
    assert status == 1
    assert "4 texts in 2 files read, 4 findings." in said
    assert "2 rows were left out:" in said
    assert f"  {files[0]}, line 4: has 1 cells; the first line names 2 columns" in said


def test_one_file_is_written_as_ever_and_a_file_named_twice_is_read_once(scan, tmp_path):
    path = write_csv(tmp_path / "a.csv", 2)
    scan(path, "-o", tmp_path / "one.csv")
    assert (tmp_path / "one.csv").read_text(encoding="utf-8").startswith("line,id,language,")
    assert "2 texts in 1 file read" in scan(path, tmp_path / "." / "a.csv", "-o", tmp_path / "twice.csv")[1]


def test_a_folder_of_parquet_is_read_as_dask_and_spark_write_it(scan, tmp_path):
    folder = tmp_path / "posts.parquet"
    folder.mkdir()
    for number in (0, 1, 9, 10):
        write_parquet(folder / f"part.{number}.parquet", 2, number)
    status, said = scan(folder, "-o", tmp_path / "found.parquet")
    assert (status, "8 texts in 4 files read" in said) == (0, True)
    found = parquet.read_table(tmp_path / "found.parquet").to_pylist()
    assert [row["id"] for row in found] == ["0", "1", "1", "2", "9", "10", "10", "11"]
    assert found[0] | {"reason": "", "cue": ""} == {
        "file": (folder / "part.0.parquet").as_posix(), "line": 1, "id": "0", "language": "en", "start": 10,
        "end": 18, "words": "pathetic", "technique": "loaded-language", "strength": "highlight", "reason": "",
        "lowered": "", "cue": "",
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_texts_without_any_finding_give_a_file_that_can_be_read(scan, tmp_path, ending):
    path = tmp_path / "a.csv"
    path.write_text("text\nThe bus came at nine.\n", encoding="utf-8")
    out = tmp_path / f"found.{ending}"
    assert scan(path, "--lang", "en", "-o", out)[0] == 0
    if ending == "parquet":
        assert parquet.read_table(out).num_rows == 0
    else:
        assert len(out.read_text(encoding="utf-8").splitlines()) == (ending == "csv")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-*.csv"], "No file fits "),
        (["empty"], "' holds no .parquet files. Name files, or a pattern in quotes."),
        (["a.csv", "b.csv"], "'b.csv' has no column 'text'. Its columns: body. Use --column."),
        (["a.csv", "no.csv"], "There is no file "),
        (["a.csv", "found.csv"], "The findings would be written over the texts."),
        (["a.csv", "--workers", "0"], "--workers needs at least 1."),
        (["a.csv", "--rows-a-part", "0"], "--rows-a-part needs at least 1."),
    ],
)
def test_what_cannot_be_read_is_said_before_the_output_is_touched(
    scan, tmp_path, monkeypatch, arguments, said
):
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "a.csv", 1)
    (tmp_path / "b.csv").write_text("body\nx\n")
    (tmp_path / "found.csv").write_text("text\nof last week\n")
    (tmp_path / "empty").mkdir()
    status, err = scan(*arguments, "-o", "found.csv")
    assert status == 2
    assert said in err
    assert (tmp_path / "found.csv").read_text() == "text\nof last week\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv", "empty", "found.csv"]


def test_parquet_is_not_written_to_the_screen(scan, tmp_path):
    assert "-o findings.parquet" in scan(write_csv(tmp_path / "a.csv", 1), "--format", "parquet")[1]


def test_without_dask_one_sentence_says_what_to_do(scan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    status, said = scan(write_csv(tmp_path / "a.csv", 1), "--workers", "2")
    assert status == 2
    assert "Several workers need Dask, which is not installed: pip install 'infowar-kit[tone-dask]'." in said


def test_stretches_of_rows_are_whole_and_end_with_row_groups():
    from infowar_kit.tone.files.parquet_rows import stretches

    assert stretches([3, 3, 3], 6) == [(0, 6), (6, 9)]
    assert stretches([3, 10, 2], 4) == [(0, 3), (3, 7), (7, 11), (11, 15)]
    assert stretches([], 4) == stretches([0], 4) == []


def test_reading_parquet_keeps_no_row_group_that_is_done(tmp_path):
    """Asked for all row groups at once, pyarrow kept more and more: 128 MB after a million texts."""
    from infowar_kit.tone.files.tables import open_table

    def peak(groups):
        texts = [f"{number} {PLAN * 20}" for number in range(groups * 1_000)]
        path = tmp_path / f"{groups}.parquet"
        parquet.write_table(pyarrow.table({"text": texts}), path, row_group_size=1_000)
        before = pyarrow.total_allocated_bytes()
        rows = enumerate(open_table(path).rows)
        return max(pyarrow.total_allocated_bytes() - before for number, _ in rows if number % 500 == 0)

    assert peak(60) < 1.2 * peak(6)


# Workers: a real cluster of two processes


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made


@pytest.fixture(scope="module")
def client(cluster):
    from distributed import Client

    with Client(cluster, set_as_default=False) as found:
        yield found


def until_two_workers(client):
    end = time.monotonic() + 240  # seconds; it takes two, and much longer on a machine that does much else
    while len(client.nthreads()) < 2:
        assert time.monotonic() < end, "no second worker"
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_workers_find_and_say_what_one_process_does(scan, tmp_path, cluster, ending):
    write_csv(tmp_path / "a.csv", 120)
    write_parquet(tmp_path / "b.parquet", 250)
    files = [tmp_path / "a.csv", tmp_path / "b.parquet"]
    alone = scan(*files, "-o", tmp_path / f"alone.{ending}")
    shared = scan(
        *files,
        "-o",
        tmp_path / f"shared.{ending}",
        "--scheduler",
        cluster.scheduler_address,
        "--rows-a-part",
        30,
    )
    assert shared == alone
    assert alone[0] == 1
    assert f"{tmp_path / 'b.parquet'}, row 6: has no text in 'text'" in alone[1]
    assert (
        f"{tmp_path / 'b.parquet'}: 3 texts were not read: the lens has no cues for German (de)" in alone[1]
    )
    if ending == "parquet":
        one, two = (parquet.read_table(tmp_path / f"{name}.parquet") for name in ("alone", "shared"))
        assert one.equals(two)
    else:
        assert (tmp_path / f"shared.{ending}").read_bytes() == (tmp_path / f"alone.{ending}").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_midway_loses_nothing(scan, tmp_path, cluster, client):
    write_csv(tmp_path / "a.csv", 3_000)
    write_parquet(tmp_path / "b.parquet", 3_000, group=1_000)
    files = [tmp_path / "a.csv", tmp_path / "b.parquet"]
    alone = scan(*files, "-o", tmp_path / "alone.csv")
    until_two_workers(client)
    processes = client.run(os.getpid)
    killed = []

    def kill_one_at_work():
        while not killed:
            busy = [address for address, tasks in client.processing().items() if tasks]
            if len(busy) == 2:
                os.kill(processes[busy[0]], signal.SIGKILL)
                killed.append(processes[busy[0]])
            time.sleep(0.01)

    watch = threading.Thread(target=kill_one_at_work, daemon=True)
    watch.start()
    shared = scan(
        *files, "-o", tmp_path / "shared.csv", "--scheduler", cluster.scheduler_address, "--rows-a-part", 200
    )
    assert killed, "no worker was at work"
    until_two_workers(client)  # another one takes its place
    assert killed[0] not in client.run(os.getpid).values()
    assert shared == alone
    assert (tmp_path / "shared.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv",
        "alone.csv",
        "b.parquet",
        "shared.csv",
    ]


@pytest.mark.slow
def test_a_cluster_that_cannot_do_it_leaves_the_output_as_it_was(scan, tmp_path, cluster, monkeypatch):
    """No scheduler, workers with another version, and a file that the workers do not see."""
    from infowar_kit.tone.files import cluster as reading

    path, out = write_csv(tmp_path / "a.csv", 3), tmp_path / "found.csv"
    out.write_text("of last week\n")
    to = ("-o", out, "--scheduler")
    status, said = scan(path, *to, "nowhere://127.0.0.1:9")
    assert (status, "There is no Dask scheduler at 'nowhere://127.0.0.1:9'" in said) == (2, True)
    monkeypatch.setattr(reading, "__version__", "0.0.1")
    status, said = scan(path, *to, cluster.scheduler_address)
    assert status == 2
    assert f"have infowar-kit {__version__}, and this is 0.0.1." in said
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    write_parquet(tmp_path / "here.parquet", 3)
    status, said = scan("here.parquet", *to, cluster.scheduler_address)
    assert (status, "'here.parquet' cannot be read" in said) == (2, True)
    assert out.read_text() == "of last week\n"


@pytest.mark.slow
def test_workers_of_this_machine_are_started_and_gone_afterwards(scan, tmp_path):
    path = write_csv(tmp_path / "a.csv", 40)
    alone = scan(path, "-o", tmp_path / "alone.csv")
    assert scan(path, "-o", tmp_path / "shared.csv", "--workers", 1, "--rows-a-part", 9) == alone
    assert (tmp_path / "shared.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()
