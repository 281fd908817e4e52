"""`tone scan` and `tone evaluate` on files as they come: foreign, damaged, cut off; nothing is lost."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys

import pytest

from infowar_kit.cli import main
from infowar_kit.tone.files.evaluating import evaluate

PLAN = "This is a pathetic plan, and we said so."
BUS = "The bus is late and that is the end of it."
SPANS = [[10, 18]]


@pytest.fixture
def scan(tmp_path, capsys):
    """Return a function that scans what it is given: exit status, findings, what is said."""

    def run(name, content, *arguments):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main(["tone", "scan", str(path), *arguments])
        out = capsys.readouterr()
        return status, list(csv.DictReader(io.StringIO(out.out))), out.err

    return run


@pytest.fixture
def measured(tmp_path, capsys):
    """Return a function that evaluates what it is given: exit status, report, what is said."""

    def run(name, content, *arguments):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main(["tone", "evaluate", "--draws", "2", str(path), *arguments])
        out = capsys.readouterr()
        return status, out.out, out.err

    return run


def jsonl(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def table(*rows):
    file = io.StringIO()
    csv.writer(file).writerows(
        [("id", "content", "lang", "manipulative", "techniques", "trigger_words"), *rows]
    )
    return file.getvalue()


# The output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "id,body\n1,x\n", "has no column 'text'"),
        ("a.jsonl", '{"body": "x"}\n', "has no column 'text'. Its columns: body."),
        ("a.csv", "text,text\na,b\n", "the column 'text' stands twice (as column 1 and 2)"),
        ("a.csv", "id,text\n1,Це ганьба\n".encode("cp1251"), "Windows-1251"),
        ("a.parquet", b"PAR1", "cannot be read as Parquet"),
        ("a.json", '{\n"posts": [1]}', "is one JSON object with posts"),
        ("a.csv", b"PK\x03\x04", "spreadsheet"),
        (
            "a.xlsx",
            b"PK\x03\x04",
            "'a.xlsx' is a zip archive, such as a spreadsheet (.xlsx, .ods) by its content.",
        ),
        ("a.csv.bz2", b"BZh91AY", "is packed with bzip2 by its content. Save it as CSV in UTF-8"),
        ("a.html", b"<!doctype html>", "is a web page by its content"),
        ("a.pdf", b"x", "'a.pdf' cannot be read: name it .csv, .jsonl or .parquet, as what it is"),
        ("a.csv", '{"text": "x"}\n', "is JSON by its content"),
        ("a.csv", '{ "text": "x" }\n', "is JSON by its content"),
        ("a.csv", "[\n {}]", "is JSON by its content"),
        ("a.json", "id,text\n1,a\n", "is no JSON by its content: no line begins with { or [."),
        ("a.jsonl", '"id";"text"\r"1";"a"\r', "If it is a table, name it .csv"),
        ("a.json", '{ "posts": [\n{"text": "x"}\n]}', "is one JSON object with posts, and no list of rows."),
    ],
)
def test_an_output_that_is_there_is_kept_where_the_scan_cannot_be_done(scan, tmp_path, name, content, said):
    output = tmp_path / "earlier.csv"
    output.write_text("findings of last week\n")
    status, _, err = scan(name, content, "-o", str(output))
    assert status == 2
    assert said in err
    assert output.read_text() == "findings of last week\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({name, "earlier.csv"})


def test_a_missing_input_with_an_output_that_is_there(tmp_path, capsys):
    """It used to end in a traceback."""
    output = tmp_path / "earlier.csv"
    output.write_text("x\n")
    assert main(["tone", "scan", str(tmp_path / "no.csv"), "-o", str(output)]) == 2
    assert "There is no file" in capsys.readouterr().err
    assert output.read_text() == "x\n"


@pytest.mark.parametrize("command", ["scan", "evaluate"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.docx", "There is no file '{}'."),
        ("none", "There is no file '{}'."),
        ("loop.csv", "'{}' cannot be read (Too many levels of symbolic links)."),
        ("folder.csv", "'{}' is a folder. Name a file in it."),
        ("pipe.csv", "'{}' is a pipe or a device, which cannot be read twice. Write it into a file first."),
        ("x" * 300 + ".csv", " cannot be read (File name too long)."),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")
def test_an_input_that_is_no_file(tmp_path, capsys, command, name, said):
    """A loop of links and too long a name used to be tracebacks, and a pipe was no file."""
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    path = tmp_path / name
    if name == "folder.csv" and command == "scan":
        said = "The folder '{}' holds no .parquet files. Name files, or a pattern in quotes."
    assert main(["tone", command, str(path)]) == 2
    assert said.format(path) in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it otherwise")
@pytest.mark.parametrize("output", ["x" * 300 + ".csv", "text.csv/o.csv", "loop.csv"])
def test_an_output_that_cannot_be(scan, tmp_path, output):
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    status, _, err = scan("text.csv", f"text\n{BUS}\n", "-o", str(tmp_path / output))
    assert status == 2
    assert f"{output}' cannot be written (" in err
    assert "still there" not in err


@pytest.mark.parametrize("there", [True, False])
def test_ctrl_c_leaves_the_output_as_it_was_and_says_so(scan, tmp_path, monkeypatch, capsys, there):
    from infowar_kit.tone.files import languages

    count = 0

    def read(text, lang=None):
        nonlocal count
        count += 1
        if count > 3:
            raise KeyboardInterrupt
        return ()

    monkeypatch.setattr(languages, "read", read)
    output = tmp_path / "o.csv"
    if there:
        output.write_text("earlier\n")
    status, _, err = scan("a.csv", "text\n" + "words here\n" * 9, "--lang", "en", "-o", str(output))
    assert status == 130
    if there:
        assert f"Interrupted after 3 texts: nothing was kept, '{output}' is as it was." in err
        assert output.read_text() == "earlier\n"
    else:
        assert f"nothing was kept, there is no '{output}'." in err
        assert not output.exists()
    count = 0
    assert "what was written is only a part" in scan("a.csv", "text\n" + "w\n" * 9, "--lang", "en")[2]


def test_a_full_disk_is_named_and_nothing_is_lost(scan, tmp_path, monkeypatch):
    import contextlib

    from infowar_kit.tone.files import commands

    output = tmp_path / "o.csv"
    output.write_text("earlier\n")

    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    @contextlib.contextmanager
    def replacing(path):
        yield Full()

    monkeypatch.setattr(commands, "replacing", replacing)
    status, _, err = scan("a.csv", f'text\n"{PLAN}"\n', "-o", str(output))
    assert status == 2
    assert "cannot be written (No space left on device). What was there before is still there." in err
    assert output.read_text() == "earlier\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/null")
def test_a_device_is_written_to_and_a_folder_is_refused(scan, tmp_path):
    assert scan("a.csv", f'text\n"{PLAN}"\n', "-o", "/dev/null")[0] == 0
    status, _, err = scan("a.csv", f'text\n"{PLAN}"\n', "-o", str(tmp_path))
    assert (status, "it is a folder" in err) == (2, True)


# Tables


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"\ufeffid;text;lang\r\n1;{PLAN};en\r\n"),
        ("a.csv", f"\ufeffsep=;\r\nid;text;lang\r\n1;{PLAN};en\r\n"),
        ("a.csv", f"\ufeffid\ttext\tlang\r\n1\t{PLAN}\ten\r\n".encode("utf-16-le")),
        ("a.csv", f"id\ttext\tlang\r\n1\t{PLAN}\ten\r\n".encode("utf-16-be")),
        ("a.tsv", f"id\ttext\n1\t{PLAN}\n"),
        ("a.csv", f"id|text\n1|{PLAN}\n"),
        ("a.csv", f'id,text\r1,"{PLAN}"\r'),
        ("a.csv", f'id, text ,,\n1,"{PLAN}",,\n,,,\n,,,\n\n'),
        ("a.csv.gz", gzip.compress(f'id,text\n1,"{PLAN}"\n'.encode(), mtime=0)),
        ("a.csv", gzip.compress(f'id,text\n1,"{PLAN}"\n'.encode(), mtime=0)),
        ("a.csv.gz", f'id,text\n1,"{PLAN}"\n'),
        ("a.jsonl.gz", gzip.compress(jsonl({"id": 1, "text": PLAN}).encode(), mtime=0)),
        ("a.jsonl", ("\ufeff" + jsonl({"id": 1, "text": PLAN})).encode("utf-16")),
        ("a.json", json.dumps([{"id": 1, "text": PLAN}])),
        ("a.json", json.dumps([{"id": 1, "text": PLAN}], indent=2)),
        ("a.jsonl", json.dumps([{"id": 1, "text": PLAN}], indent=2)),
        ("a.json", jsonl({"id": 1, "text": PLAN})),
    ],
)
def test_one_text_in_many_forms(scan, name, content):
    status, found, err = scan(name, content)
    assert status == 0
    assert [(row["id"], row["words"]) for row in found] == [("1", "pathetic")]
    assert "1 texts read" in err


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1251", "Windows-1251"), ("koi8-u", "KOI8"), ("mac-cyrillic", "Mac Cyrillic"), ("cp866", "DOS 866")],
)
def test_another_encoding_is_refused_by_name_and_read_on_request(scan, codec, name):
    content = "id,text\n1,Какой позор и какая трагедия для всех\n".encode(codec)
    status, _, err = scan("a.csv", content)
    assert status == 2
    assert f"by its letters it is {name}" in err
    assert "Какой позор" in err
    assert f"--encoding {codec}" in err
    status, found, err = scan("a.csv", content, "--encoding", codec)
    assert status == 0
    assert "позор" in [row["words"] for row in found]


def test_an_encoding_that_does_not_exist(scan):
    status, _, err = scan("a.csv", "text\nx\n", "--encoding", "nope")
    assert status == 2
    assert "There is no encoding 'nope'. Some that there are: utf-8" in err


@pytest.mark.parametrize("name", ["hex", "rot13", "base64", "zip"])
def test_an_encoding_of_something_else_than_text(scan, name):
    status, _, err = scan("a.csv", "text\nx\n", "--encoding", name)
    assert status == 2
    assert f"There is no encoding '{name}'. Some that there are: utf-8" in err


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "utf-16"])
def test_an_encoding_in_which_the_file_cannot_be_read(scan, name):
    status, _, err = scan("a.csv", "text\nЯка ганьба\n", "--encoding", name)
    assert status == 2
    assert f"'a.csv' cannot be read as '{name}' (" in err
    assert "Without --encoding it is read as its bytes tell." in err


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf_16_by_its_family_name(scan, codec, mark):
    content = f"{mark}id,text\n1,Яка ганьба\n".encode(codec)
    assert [row["id"] for row in scan("a.csv", content, "--encoding", "utf-16", "--lang", "uk")[1]] == ["1"]


def test_a_mark_of_utf_8_is_no_part_of_a_name(scan):
    """It used to become one where the encoding was another, or stood twice: the ids were gone, unsaid."""
    for content in (
        b"\xef\xbb\xbf" + "id,text\n1,Яка ганьба і зрада\n".encode("cp1251"),
        b"\xef\xbb\xbf" * 2 + '"id","text"\n1,Яка ганьба і зрада\n'.encode("cp1251"),
    ):
        status, _, err = scan("a.csv", content)
        assert status == 2
        assert "in which line 2 reads: 1,Яка ганьба і зрада\n" in err
        status, found, _ = scan("a.csv", content, "--encoding", "cp1251", "--lang", "uk")
        assert status == 0
        assert {row["id"] for row in found} == {"1"}


def test_one_row_in_another_encoding_is_left_out_with_a_guess(scan):
    status, _, err = scan(
        "a.csv", f'id,text\n1,"{BUS}"\n'.encode() + "2,Honte aux traîtres\n".encode("cp1252")
    )
    assert status == 1
    assert "line 3: holds bytes that are no UTF-8 in 'text'; perhaps they are Windows-1252 (Western)" in err


def test_rows_whose_letters_were_lost_are_left_out_by_name(scan):
    status, found, err = scan(
        "a.csv",
        "id,text\n1,????? ????????\n2,РџСЂРёРІС–С‚ РІСЃС–Рј\n3,В\ufffdйська\n4,L?armée d?j? là\n5,#NAME?\n"
        f'6,"{PLAN}"\n',
    )
    assert status == 1
    assert [row["id"] for row in found] == ["6"]
    assert "line 2: 'text' holds question marks in place of letters" in err
    assert "line 3: 'text' is encoded twice (UTF-8 read as Windows-1251 (Cyrillic)): 'Привіт всім'" in err
    assert "line 4: 'text' holds U+FFFD" in err
    assert "line 5: 'text' holds question marks" in err
    assert "line 6: 'text' holds an error of a spreadsheet (#NAME?)" in err


def test_an_open_quotation_mark_costs_one_row(scan):
    status, found, err = scan(
        "a.csv", f'id,text\n1,"Open”\n2,{BUS}\n3,this is a disgrace and it is pathetic\n'
    )
    assert status == 1
    assert "2 texts read" in err
    assert "line 2: a quotation mark opened in this row is never closed" in err
    assert {row["line"] for row in found} == {"4"}


def test_a_zero_byte_and_a_row_of_another_width(scan):
    status, _, err = scan("a.csv", f"id,text\n1,a\0b\n2,{BUS}\n3,a,b\n4\n")
    assert status == 1
    assert "line 2: holds a zero byte (NUL), which is no text" in err
    assert "line 4: has 3 cells; the first line names 2 columns" in err
    assert "line 5: has 1 cells; the first line names 2 columns" in err


@pytest.mark.parametrize("content", ["id,text\n", "text", "\ufeffid;text\r\n"])
def test_a_header_alone_holds_no_texts(scan, content):
    status, found, err = scan("a.csv", content)
    assert (status, found) == (0, [])
    assert "0 texts read, 0 findings." in err


def test_tables_put_behind_each_other(scan):
    """The names used to be read as a text."""
    one = f'id,text,lang\r\n1,"{PLAN}",en\r\n'
    status, found, err = scan("a.csv", one + "\ufeff" + one)
    assert status == 1
    assert [row["line"] for row in found] == ["2", "4"]
    assert "2 texts read" in err
    assert "line 3: names the columns once more; it is no text" in err


def test_separators_that_only_the_first_line_ends_with(scan):
    status, found, err = scan("a.csv", f"id;text;;\n1;{PLAN}\n2;{PLAN};\n3;{PLAN};note;;;\n4\n")
    assert status == 1
    assert [row["id"] for row in found] == ["1", "2", "3"]
    assert "line 5: has 1 cells; the first line names 4 columns" in err


def test_one_column_whose_cells_hold_commas(scan):
    status, _, err = scan("a.csv", f"text\n{PLAN}\n{PLAN}\n")
    assert status == 1
    assert "line 2: has 2 cells; the first line names 1 column" in err
    assert "line 3: has 2 cells" in err
    assert "stands in quotation marks" in err


def test_a_packed_file_that_breaks_off(scan):
    whole = gzip.compress(("id,text\n" + f'1,"{BUS}"\n' * 5000).encode())
    status, _, err = scan("a.csv.gz", whole[: len(whole) // 2])
    assert status == 1
    assert "the packed file breaks off here" in err
    assert "what follows is not read" in err
    assert int(err.split()[0]) > 1000
    status, _, err = scan("a.csv.gz", whole[:20])
    assert status == 2
    assert "has no header" in err


def test_a_packed_file_that_breaks_off_in_its_first_line(scan):
    whole = gzip.compress(b"sep=;" + os.urandom(300) + f"\nid;text\n1;{BUS}\n".encode())
    status, _, err = scan("a.csv.gz", whole[:14], "--encoding", "utf-16")
    assert status == 2
    assert "'a.csv.gz' has no header: line 1: " in err


def test_an_encoding_that_fails_far_from_the_beginning(scan):
    content = b"id,text\n" + f'1,"{BUS}"\n'.encode() * 9000 + b"2,a +\xff plan\n"
    status, _, err = scan("a.csv", content, "--encoding", "utf-7", "--lang", "en")
    assert status == 1
    assert "cannot be read as utf-7 (" in err
    assert "what follows is not read" in err


def test_ids_are_written_as_they_stand(scan):
    ids = [0, False, None, "", {"a": 1}, [1, 2], 1.5, "x", float("nan")]
    status, found, _ = scan("a.jsonl", jsonl(*({"id": one, "text": PLAN} for one in ids)))
    assert status == 0
    assert [row["id"] for row in found] == ["0", "false", "", "", '{"a": 1}', "[1, 2]", "1.5", "x", ""]


def test_ids_below_zero_are_numbers_and_no_formulas(scan):
    ids = ["-1001234567890", "+7", "-1,5", "-1+1", "-x", "+"]
    status, found, _ = scan("a.jsonl", jsonl(*({"id": one, "text": PLAN} for one in ids)))
    assert status == 0
    assert [row["id"] for row in found] == ["-1001234567890", "+7", "-1,5", "'-1+1", "'-x", "'+"]


def test_columns_are_named_shortly_where_there_are_many_or_long_ones(scan):
    _, _, err = scan("a.csv", ",".join(f"c{number}" for number in range(60)) + "\n")
    assert "Its columns: c0, c1, " in err
    assert ", c49, and 10 more. Use --column." in err
    _, _, err = scan("a.csv", "x" * 5000 + "\n")
    assert f"Its columns: {'x' * 40}…. Use --column." in err


def test_half_of_a_pair_of_surrogates_is_no_traceback(scan, tmp_path):
    content = json.dumps({"id": "\udfff", "text": f"{PLAN} \ud83d"}) + "\n"
    output = tmp_path / "o.jsonl"
    assert scan("a.jsonl", content, "-o", str(output))[0] == 0
    assert json.loads(output.read_text(encoding="utf-8"))["id"] == "\udfff"
    assert scan("a.jsonl", content, "-o", str(tmp_path / "o.csv"))[0] == 0


def test_what_holds_no_text_is_said_in_words(scan):
    rows = [5, True, ["a", "b"], {"a": 1}, None, "  ", float("nan"), "\u200b", "\ufeff\u2060\u00ad "]
    status, _, err = scan("a.jsonl", jsonl(*({"text": value} for value in rows), {"id": 1}, {"text": BUS}))
    assert status == 1
    for line, words in enumerate(
        [
            "holds a number (5) in",
            "holds true in",
            'holds a list (["a", "b"]) in',
            "holds an object with a in",
        ]
        + ["has no text in"] * 6,
        1,
    ):
        assert f"line {line}: {words} 'text'" in err
    assert "1 texts read" in err


def test_a_key_that_stands_twice(scan):
    status, _, err = scan("a.jsonl", '{"text": "a", "text": "b"}\n' + jsonl({"text": BUS}))
    assert status == 1
    assert "line 1: is a JSON object that holds a key twice" in err


def test_json_too_deep_costs_its_own_row(scan):
    """In the first line it used to be a traceback."""
    deep = '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
    for content, line in ((deep + jsonl({"text": BUS}), 1), (jsonl({"text": BUS}) + deep, 2)):
        status, _, err = scan("a.jsonl", content)
        assert status == 1
        assert "1 texts read" in err
        assert f"line {line}: is no JSON (" in err


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_list_are_counted_whatever_ends_them(scan, end):
    content = json.dumps([{"text": BUS}, 5, {"text": PLAN, "lang": "en"}], indent=1).replace("\n", end)
    _, found, err = scan("a.json", content)
    assert "line 5: is no JSON object" in err
    assert {row["line"] for row in found} == {"6"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_bytes_that_are_no_utf_8_cost_their_own_object(scan, name):
    """In a list they used to be read as if nothing were amiss."""
    bad, good = b'{"id": 1, "text": "Une arm\xe9e l\xe0"}', json.dumps({"id": 2, "text": PLAN}).encode()
    content = bad + b"\n" + good if name == "a.jsonl" else b"[" + bad + b",\n" + good + b"]"
    status, found, err = scan(name, content)
    assert status == 1
    assert {row["id"] for row in found} == {"2"}
    assert "1 texts read" in err
    assert "line 1: holds bytes that are no UTF-8" in err


@pytest.mark.parametrize("bare", [0, 1, 2])
def test_a_row_without_the_key_may_stand_anywhere(scan, bare):
    rows = [{"id": 1, "text": PLAN}, {"id": 2, "text": BUS}]
    rows.insert(bare, {"id": 3, "media": "photo"})
    status, found, err = scan("a.jsonl", jsonl(*rows))
    assert status == 1
    assert "2 texts read" in err
    assert f"line {bare + 1}: has no text in 'text'" in err
    assert len(found) == 1


# Telegram

CHAT = {
    "name": "c",
    "type": "public_channel",
    "id": 9,
    "messages": [
        {"id": 0, "type": "service", "action": "pin_message", "text": ""},
        {"id": 1, "type": "message", "text": BUS},
        {"id": 2, "type": "message", "photo": "x.jpg", "text": ""},
        {
            "id": 3,
            "type": "message",
            "text": ["This is a ", {"type": "bold", "text": "pathetic"}, " plan, and so."],
        },
        {"id": 4, "type": "message", "text": [{"type": "link", "text": "https://example.org"}, ": ", PLAN]},
    ],
}
ACCOUNT = {
    "about": "x",
    "contacts": {"list": [{"first_name": "A"}]},
    "chats": {"about": "y", "list": [CHAT, CHAT]},
    "left_chats": {"about": "z", "list": [CHAT]},
}


@pytest.mark.parametrize("name", ["result.json", "result.jsonl"])
@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(("export", "chats"), [(CHAT, 1), (ACCOUNT, 3)])
def test_a_telegram_export(scan, name, indent, export, chats):
    status, found, err = scan(name, json.dumps(export, indent=indent), "--lang", "en")
    assert status == 0
    assert f"{3 * chats} texts read" in err
    assert [row["id"] for row in found if row["words"] == "pathetic"] == ["3", "4"] * chats
    assert next(row for row in found if row["id"] == "3")["start"] == "10"
    many = "s" if chats > 1 else ""
    assert f"Passed over: {chats} service message{many}, {chats} message{many} without text." in err


@pytest.mark.parametrize("messages", [{"1": CHAT["messages"][1]}, None, "none"])
def test_messages_that_are_no_list_are_told(scan, messages):
    """They used to be no texts, and all was well."""
    status, _, err = scan("result.json", json.dumps({"name": "c", "messages": messages}, indent=1))
    assert status == 1
    assert "line 3: holds messages that are no list, so none of them is read" in err


def test_messages_one_a_line(scan):
    status, found, err = scan("m.jsonl", jsonl(*CHAT["messages"]), "--lang", "en")
    assert status == 0
    assert "3 texts read" in err
    assert {row["line"] for row in found} == {"4", "5"}


def test_an_export_that_breaks_off(scan):
    whole = json.dumps(CHAT, indent=1)
    status, _, err = scan("result.json", whole[: whole.index('"id": 3') + 30])
    assert status == 1
    assert "1 texts read" in err
    assert "is no JSON from here on" in err


# Languages


def test_texts_in_no_language_that_is_read_are_counted_and_not_as_read(scan):
    status, _, err = scan(
        "a.csv", f"text,lang\n{BUS},de\n{BUS},xx\n{BUS},sr-Cyrl\n{BUS},German\nqwz zxq,\n{BUS},\n"
    )
    assert status == 1
    assert "1 texts read" in err
    for said in (
        "1 text was not read: the lens has no cues for German (de) (line 2).",
        "the lens has no cues for 'xx' (line 3)",
        "the lens has no cues for Serbian (sr-Cyrl) (line 4)",
        "the lens has no cues for German (German) (line 5)",
        "1 text was not read: no language was recognised (line 6). A column lang says it (en, fr, ru, uk).",
    ):
        assert said in err


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("en", ""),
        ("EN", "'EN' in 'lang' was taken as en (1 text)"),
        ("en-GB", "'en-GB' in 'lang' was taken as en"),
        ("en_US", "'en_US' in 'lang' was taken as en"),
        ("eng", "'eng' in 'lang' was taken as en"),
        ("English", "'English' in 'lang' was taken as en"),
        ("", ""),
        ("und", ""),
        ("Latin script", "'Latin script' in 'lang' is no code of a language: guessed"),
    ],
)
def test_how_a_cell_of_lang_is_taken(scan, cell, said):
    status, found, err = scan("a.csv", f'text,lang\n"{PLAN}",{cell}\n')
    assert status == 0
    assert [row["language"] for row in found] == ["en"]
    assert said in err
    assert ("in 'lang'" in err) == bool(said)


@pytest.mark.parametrize("cell", ["UA", "ukr", "uk-UA", "українська"])
def test_ukrainian_by_other_names(scan, cell):
    status, found, err = scan("a.csv", f"text,lang\nЯка ганьба,{cell}\n")
    assert status == 0
    assert {row["language"] for row in found} == {"uk"}
    assert f"'{cell}' in 'lang' was taken as uk" in err


# Parquet


def parquet(tmp_path, name, columns):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    path = tmp_path / name
    names = [column for column, _ in columns]
    pq.write_table(pa.table([pa.array(values) for _, values in columns], names=names), path)
    return path.read_bytes()


def test_parquet_with_nulls(scan, tmp_path):
    content = parquet(tmp_path, "x.parquet", [("id", [0, None, 2]), ("text", [PLAN, None, BUS])])
    status, found, err = scan("a.parquet", content)
    assert status == 1
    assert [row["id"] for row in found] == ["0"]
    assert "2 texts read" in err
    assert "row 2: has no text in 'text'" in err


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([["a"], ["b"]], "holds lists (list<"),
        ([1, 2], "holds numbers (int64), no texts"),
        ([1.5], "holds numbers (double)"),
        ([{"a": 1}], "holds objects (struct<"),
        ([b"x"], "holds values of the kind binary"),
    ],
)
def test_parquet_without_texts_is_told_in_words(scan, tmp_path, values, words):
    status, _, err = scan("a.parquet", parquet(tmp_path, "x.parquet", [("text", values)]))
    assert status == 2
    assert f"The column 'text' of 'a.parquet' {words}" in err


FAR = 10**18  # microseconds: a day for which Python has no date


def test_what_no_one_asks_for_spoils_no_row(scan, measured, tmp_path):
    """A date far away in another column used to end the reading at its row."""
    pa = pytest.importorskip("pyarrow")
    strange = [
        ("date", pa.array([FAR, 0], pa.timestamp("us"))),
        ("zone", pa.array([0, 0], pa.timestamp("us", "X/Y"))),
        ("day", pa.array([10**7, 0], pa.date32())), ("raw", pa.array([b"\xff", b""]).view(pa.string())),
    ]  # fmt: skip
    content = parquet(tmp_path, "x.parquet", [("id", [0, 1]), ("text", [PLAN, BUS]), *strange])
    status, found, err = scan("a.parquet", content)
    assert (status, [row["id"] for row in found]) == (0, ["0"])
    assert "2 texts read" in err
    posts = [("id", [0, 1]), ("content", [PLAN, BUS]), ("lang", ["en", "en"]), ("manipulative", [1, 0]),
             ("techniques", [["fud"], []]), ("trigger_words", [SPANS, []])]  # fmt: skip
    status, out, _ = measured("a.parquet", parquet(tmp_path, "x.parquet", [*posts, *strange]))
    assert status == 0
    assert out.startswith("2 posts. ")


def test_a_cell_that_cannot_be_read_costs_its_own_row(scan, tmp_path):
    pa = pytest.importorskip("pyarrow")
    ids = pa.array([0, FAR, 0], pa.timestamp("us"))
    content = parquet(tmp_path, "x.parquet", [("id", ids), ("text", [PLAN, PLAN, BUS])])
    status, found, err = scan("a.parquet", content)
    assert (status, [row["line"] for row in found]) == (1, ["1"])
    assert "2 texts read" in err
    assert "row 2: holds a value that cannot be read (" in err


def test_parquet_with_a_column_twice(scan, tmp_path):
    content = parquet(tmp_path, "x.parquet", [("text", ["a"]), ("text", ["b"])])
    status, _, err = scan("a.parquet", content)
    assert status == 2
    assert "the column 'text' stands twice" in err


def test_labelled_posts_in_parquet_with_lists_and_objects(measured, tmp_path):
    content = parquet(
        tmp_path,
        "x.parquet",
        [
            ("id", ["a", "b"]), ("content", [PLAN, BUS]), ("lang", ["en", None]),
            ("manipulative", [True, False]), ("techniques", [["loaded_language"], None]),
            ("trigger_words", [[{"start": 10, "end": 18}], None]),
        ],
    )  # fmt: skip
    status, out, _ = measured("a.parquet", content)
    assert status == 0
    assert "F1 loaded-language 1.000" in out
    assert "loaded highlights inside marked spans 1.000" in out


# Labelled posts


@pytest.mark.parametrize(
    ("techniques", "spans"),
    [
        ("['loaded_language']", "[(10, 18)]"),
        ('["loaded_language"]', "[[10, 18]]"),
        ("('loaded_language',)", "((10, 18),)"),
        ("{'loaded_language'}", "[[10, 18]]"),
        ("['loaded_language' 'fud']", "[[10 18]]"),
        ("['loaded_language'\n 'fud']", "[[10 18]\n [10 12]]"),
        ("array(['loaded_language'], dtype=object)", "[array([10, 18])]"),
        ("['loaded_language']", "[(np.int64(10), np.int64(18))]"),
        ("loaded_language|fud", '[{"start": 10, "end": 18}]'),
        ("loaded_language, fud", "[[10.0, 18.0]]"),
        ("['fud'\n 'loaded_language']", "[[10. 18.]\n [ 0.  5.]\n [10. 12.]]"),
    ],
)
def test_lists_as_python_and_numpy_write_them(measured, techniques, spans):
    status, out, err = measured("a.csv", table((1, PLAN, "en", "True", techniques, spans)))
    assert (status, err) == (0, "")
    assert "F1 loaded-language 1.000" in out
    assert "loaded highlights inside marked spans 1.000" in out


@pytest.mark.parametrize("nothing", ["", "[]", "nan", "None", "null", "()"])
def test_lists_with_nothing_in_them(measured, nothing):
    status, _, err = measured("a.csv", table((1, PLAN, "en", "0.0", nothing, nothing)))
    assert (status, err) == (0, "")


BAD = [
    (("en", "True", "{oops", "[]"), "'techniques' is {oops, which is no list; write [\"loaded_language\""),
    (("en", "True", "['magic']", "[]"), "'magic' is no technique; valid: loaded-language"),
    (("en", "True", "fud", "[[10, 18"), "'trigger_words' is [[10, 18, which is no list; write [[0, 5]"),
    (("en", "True", "fud", "[10, 18]"), "'10' in 'trigger_words' is no pair of start and end"),
    (("en", "True", "fud", "[(1.5, 8)]"), "'(1.5, 8)' in 'trigger_words' is no pair of start and end"),
    (("en", "True", "fud", "[(18, 10)]"), "span 18-10 ends where it begins, or before; its end is exclusive"),
    (("en", "True", "fud", "[(10, 10)]"), "span 10-10 ends where it begins"),
    (("en", "True", "fud", "12,18"), "'12' in 'trigger_words' is no pair of start and end"),
    (("en", "True", "fud", '["12", "18"]'), "'12' in 'trigger_words' is no pair of start and end"),
    (("en", "True", "fud", "[[false, true]]"), "'[false, true]' in 'trigger_words' is no pair"),
    (("en", "True", "fud", '[{"1": 10, "5": 18}]'), "in 'trigger_words' is no pair of start and end"),
    (("en", "True", "fud", "[[0 5] ... [9 21]]"), "'trigger_words' is [[0 5] ... [9 21]], which is no list"),
    (("en", "True", "fud", "[(80, 99)]"), "span 80-99 lies outside the text, which has 40 characters"),
    (("en", "perhaps", "fud", "[]"), "'manipulative' is 'perhaps'; valid: true, false"),
    (("en", "", "fud", "[]"), "'manipulative' is missing; valid: true, false"),
    (("en", "True", "fud", "[[open('x')]]"), "'trigger_words' is [[open('x')]], which is no list"),
    (("en", "True", "fud", "[" * 9000), "which is no list"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "said"), BAD)
def test_a_row_that_cannot_be_used_is_left_out_and_the_rest_measured(measured, cells, said):
    good = (1, PLAN, "en", "True", "loaded_language", "[[10, 18]]")
    content = table(good, (2, PLAN, *cells), (3, BUS, "en", "False", "", ""))
    status, out, err = measured("a.csv", content)
    assert status == 1
    assert out.startswith("2 posts (1 row left out).")
    assert "F1 loaded-language 1.000" in out
    assert "1 row was left out:\n  line 3 (2): " in err
    assert said in err
    status, out, err = measured("a.csv", content, "--strict")
    assert (status, out) == (2, "")
    assert "cannot be evaluated: 1 row cannot be used." in err
    assert said in err


@pytest.mark.parametrize("order", [1, -1])
def test_an_absent_list_is_an_empty_one_wherever_the_row_stands(measured, order):
    rows = [
        {"id": "a", "content": PLAN, "lang": "en", "manipulative": True, "techniques": ["loaded_language"],
         "trigger_words": SPANS},
        {"content": BUS, "manipulative": False},
    ]  # fmt: skip
    status, out, err = measured("a.jsonl", jsonl(*rows[::order]))
    assert (status, err) == (0, "")
    assert "2 posts. " in out
    assert "loaded highlights inside marked spans 1.000" in out


def test_what_no_row_has_is_said(measured):
    status, out, _ = measured("a.jsonl", jsonl({"content": PLAN, "manipulative": False}))
    assert status == 0
    assert "No row has 'techniques'; taken as empty." in out
    status, _, err = measured("a.jsonl", jsonl({"id": 1, "content": PLAN}))
    assert status == 2
    assert "lacks the column manipulative" in err


def test_what_is_to_be_said_is_said_under_strict_too(measured):
    """It used to be lost there."""
    content = jsonl({"content": PLAN, "manipulative": False}, {"type": "service", "action": "x"})
    assert measured("a.jsonl", content)[1] == measured("a.jsonl", content, "--strict")[1]
    assert "No row has 'techniques'; taken as empty." in measured("a.jsonl", content, "--strict")[1]
    assert "Passed over: 1 service message." in measured("a.jsonl", content, "--strict")[1]


def test_a_row_of_parquet_is_told_by_its_number(measured, tmp_path):
    content = parquet(
        tmp_path,
        "x.parquet",
        [
            ("id", ["a", "b"]), ("content", [PLAN, BUS]), ("lang", ["en", "en"]),
            ("manipulative", ["yes", "maybe"]), ("techniques", ["", ""]), ("trigger_words", ["", ""]),
        ],
    )  # fmt: skip
    assert "left out:\n  row 2 (b): 'manipulative' is 'maybe'" in measured("a.parquet", content)[2]


def test_posts_that_the_lens_cannot_read_are_counted_and_said(measured):
    row = {"content": PLAN, "manipulative": True, "techniques": [], "trigger_words": []}
    status, out, _ = measured("a.jsonl", jsonl({**row, "lang": "en-GB"}, {**row, "lang": "pl"}))
    assert status == 1
    assert "2 posts. " in out
    assert "1 post was not read: the lens has no cues for Polish (pl) (post 2)." in out
    assert "'en-GB' in 'lang' was taken as en (1 post)." in out


def test_a_report_holds_what_was_left_out(tmp_path):
    path = tmp_path / "a.csv"
    good = (1, PLAN, "en", "True", "loaded_language", "[[10, 18]]")
    path.write_text(table(good, (2, PLAN, "en", "maybe", "", "")), encoding="utf-8")
    report = evaluate(path, draws=2)
    assert report.posts == 1
    assert report.left_out == ("line 3 (2): 'manipulative' is 'maybe'; valid: true, false",)
    assert evaluate(path, draws=2)["F1 loaded-language"].score.value == 1


def test_letters_as_a_page_spells_them_are_read_where_they_stand(scan):
    post = "&#1062;&#1077; &#1075;ан&#1100;ба, &laquo;Х&raquo; п&#1110;шов."
    status, found, said = scan("posts.jsonl", jsonl({"id": "1", "text": post, "lang": "uk"}))
    assert (status, said) == (0, "1 texts read, 1 findings.\n")
    start, end = int(found[0]["start"]), int(found[0]["end"])
    assert found[0]["words"] == post[start:end] == "&#1075;ан&#1100;ба"
