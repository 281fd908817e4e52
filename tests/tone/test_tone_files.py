"""`tone scan` and `tone evaluate`: what comes out, and what is said of files that cannot be used."""

import csv
import io
import json
import random
from collections import Counter

import pytest

from infowar_kit.cli import main
from infowar_kit.errors import ToneError
from infowar_kit.tone.files.evaluating import evaluate, inside
from infowar_kit.tone.files.posts import labelled
from infowar_kit.tone.files.scanning import scan
from infowar_kit.tone.methods.scores import auc, bootstrap, f1, precision_recall

HEAD = "id,content,lang,manipulative,techniques,trigger_words\n"


def write(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path


def posts(tmp_path, rows):
    lines = [dict(zip(HEAD.strip().split(","), row, strict=True)) for row in rows]
    return write(tmp_path / "posts.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def test_findings_come_out_as_csv_with_offsets_into_the_text(tmp_path):
    path = write(tmp_path / "a.csv", 'id,text\n7,"A pathetic board, said nobody"\n8,Nothing here to see\n')
    out = io.StringIO()
    done = scan(path, out, language="en")
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert done.texts == 2
    assert rows[0]["words"] == "pathetic" == "A pathetic board"[int(rows[0]["start"]) : int(rows[0]["end"])]
    assert rows[0]["id"] == "7"
    assert rows[0]["line"] == "2"
    assert done.findings == len(rows)


def test_bad_rows_are_listed_with_their_line_and_the_rest_is_done(tmp_path):
    data = b"text,lang\nA pathetic board,en\n\xff\xfe bytes,en\none cell\nA pathetic lift,en\na,b,c\n"
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    out = io.StringIO()
    done = scan(path, out)
    assert done.texts == 2
    assert [line for line, _ in done.skipped] == [3, 4, 6]
    assert "line 3: holds bytes that are no UTF-8 in 'text'" in str(done)
    assert "line 6: has 3 cells; the first line names 2 columns" in str(done)


def test_json_lines(tmp_path, capsys):
    path = write(
        tmp_path / "a.jsonl", '{"text": "A pathetic board"}\n{oops\n[1]\n{"text": null}\n\n{"text": "ok"}\n'
    )
    out = tmp_path / "found.jsonl"
    assert main(["tone", "scan", str(path), "--lang", "en", "-o", str(out)]) == 1
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert found[0]["words"] == "pathetic"
    said = capsys.readouterr().err
    assert "2 texts read" in said
    assert "line 2: is no JSON" in said
    assert "line 3: is no JSON object" in said
    assert "line 4: has no text in 'text'" in said


def test_a_cell_that_a_spreadsheet_would_run_is_made_inert(tmp_path):
    path = write(tmp_path / "a.jsonl", json.dumps({"id": "=1+1", "text": "pathetic"}) + "\n")
    out = io.StringIO()
    scan(path, out, language="en")
    assert "'=1+1" in out.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "body\nx\n", "has no column 'text'. Its columns: body. Use --column."),
        ("a.csv", "", "'a.csv' is empty: it holds no texts."),
        ("a.csv", "\ufeff\n , \n", "'a.csv' is empty: it holds no texts."),
        ("a.docx", "x", "cannot be read: name it .csv, .jsonl or .parquet"),
    ],
)
def test_a_file_that_cannot_be_scanned(tmp_path, capsys, name, text, message):
    path = write(tmp_path / name, text)
    assert main(["tone", "scan", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file_and_findings_over_the_texts(tmp_path, capsys):
    assert main(["tone", "scan", str(tmp_path / "no.csv")]) == 2
    assert "There is no file" in capsys.readouterr().err
    path = write(tmp_path / "a.csv", "text\nx\n")
    assert main(["tone", "scan", str(path), "-o", str(path)]) == 2
    assert "written over the texts" in capsys.readouterr().err
    assert path.read_text() == "text\nx\n"


def test_parquet_without_pyarrow_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(ToneError, match="pip install pyarrow"):
        scan(path, io.StringIO())


def test_memory_stays_flat(tmp_path):
    import tracemalloc

    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("text\n")
        for _ in range(20_000):
            file.write("The pathetic board met on Monday and read the letter of the caretaker.\n")

    class Sink(io.TextIOBase):
        def write(self, text):
            return len(text)

    scan(write(tmp_path / "b.csv", "text\npathetic\n"), Sink(), language="en")
    tracemalloc.start()
    scan(path, Sink(), language="en")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_evaluation_prints_numbers_beside_floors(tmp_path, capsys):
    path = posts(tmp_path, [
        ("1", "A pathetic board met here.", "en", True, ["loaded_language"], [[2, 10]]),
        ("2", "The board met on Monday.", "en", False, None, None),
        ("3", "No lift, end of story.", "en", "true", "cliche", "[[9, 21]]"),
    ])  # fmt: skip
    assert main(["tone", "evaluate", str(path), "--draws", "20"]) == 0
    said = capsys.readouterr().out
    assert "macro-F1 0.200 [" in said
    assert "F1 loaded-language 1.000" in said
    assert "AUC manipulative 1.000" in said
    assert "floors: all labels" in said
    assert "loaded highlights inside marked spans 1.000" in said
    report = evaluate(path, draws=20)
    assert report["macro-F1"].score == evaluate(path, draws=20)["macro-F1"].score


def test_missing_columns_are_named(tmp_path, capsys):
    path = write(tmp_path / "a.csv", "id,content\n1,x\n")
    assert main(["tone", "evaluate", str(path)]) == 2
    assert "lacks the columns lang, manipulative, techniques, trigger_words" in capsys.readouterr().err


def test_every_bad_row_is_listed(tmp_path):
    path = posts(tmp_path, [
        ("a", "short", "en", True, ["loaded_language"], [[0, 50]]),
        ("b", "short", "en", "maybe", [], []),
        ("c", "short", "en", True, ["magic"], []),
        ("d", "short", "en", True, [], [[3, 1]]),
        ("e", "short", "en", True, [], [[1]]),
        ("f", None, "en", True, [], []),
    ])  # fmt: skip
    with pytest.raises(ToneError) as caught:
        labelled(path, strict=True)
    message = str(caught.value)
    assert "6 rows cannot be used" in message
    assert "line 1 (a): span 0-50 lies outside the text, which has 5 characters" in message
    assert "line 2 (b): 'manipulative' is 'maybe'; valid: true, false" in message
    assert "line 3 (c): 'magic' is no technique; valid: loaded-language" in message
    assert "line 4 (d): span 3-1 ends where it begins, or before" in message
    assert "line 5 (e): '[1]' in 'trigger_words' is no pair" in message
    assert "line 6 (f): 'content' is no text" in message


def test_a_span_that_sticks_out_a_little_is_cut_and_said(tmp_path):
    path = posts(tmp_path, [("a", "pathetic", "en", True, ["loaded_language"], [[0, 10]])])
    (post,) = labelled(path, strict=True).posts
    assert post.spans == ((0, 8),)
    assert "In 1 posts a span ends a few characters after the text" in str(evaluate(path, draws=5))


def test_scores_against_values_worked_by_hand():
    assert f1(2, 4, 4) == 0.5
    assert f1(0, 0, 0) == 0
    assert precision_recall(1, 2, 4) == (0.5, 0.25)
    assert precision_recall(0, 0, 0) == (None, None)
    assert auc(Counter({(1.0, False): 1, (2.0, True): 1})) == 1
    assert auc(Counter({(1.0, False): 1, (1.0, True): 1})) == 0.5
    assert auc(Counter({(1.0, True): 3})) == 0.5
    # Mann-Whitney by all pairs.
    chance = random.Random(1)
    rows = [(float(chance.randrange(5)), chance.random() < 0.5) for _ in range(60)]
    pairs = [(a > b) + (a == b) / 2 for a, x in rows if x for b, y in rows if not y]
    assert auc(Counter(rows)) == pytest.approx(sum(pairs) / len(pairs))


def test_the_interval_is_seeded_and_holds_the_value():
    rows = [True] * 30 + [False] * 70

    def share(counts):
        return counts[True] / counts.total()

    one = bootstrap(rows, share, draws=200)
    assert one == bootstrap(rows, share, draws=200)
    assert one.low < one.value == 0.3 < one.high
    assert 0.1 < one.high - one.low < 0.3


def test_more_than_half_of_a_finding_must_be_marked():
    class At:
        def __init__(self, start, end):
            self.start, self.end = start, end

    assert inside(At(0, 4), [(0, 3)])
    assert not inside(At(0, 4), [(0, 2)])
    assert inside(At(0, 4), [(0, 2), (3, 4)])
    assert not inside(At(5, 9), [(0, 4), (9, 12)])
    assert not inside(At(0, 4), [])
