"""`corpus import`: an export of Telegram, a table of posts, a library of Zotero; nothing is ever lost."""

from __future__ import annotations

import csv
import datetime as dt
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from infowar_kit.drafting.dates import NO_ZONE, dated
from infowar_kit.drafting.people import Handles
from tests.drafting.conftest import NEW, Run, write_json, write_text

AT = "1614616800"  # 1 March 2021, 17:40 at the harbour


def rows(table: str, folder: str = "harbour") -> list[dict[str, str]]:
    with Path(folder, "evidence", f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "type": "message", "date": "2021-03-01T10:00:00", "date_unixtime": AT,
        "from": "Someone",        "from_id": "user5", "text": text, **more,
    }  # fmt: skip


def chat(*messages: dict[str, Any], kind: str = "public_channel", name: str = "Port Watch") -> dict[str, Any]:
    return {"name": name, "type": kind, "id": 7, "messages": list(messages)}


# Telegram


def test_formatted_texts_are_joined_and_stamps_are_of_the_zone(run: Run, harbour: Path) -> None:
    text = ["Gate 3 ", {"type": "bold", "text": "is shut"}, ", they say that it was the company."]
    write_json("result.json", chat(message(11, text)))
    status, said = run("corpus", "import", "harbour", "result.json", "--address", "https://t.me/port_watch/")
    assert status == 0
    assert said.startswith("Drafted for harbour: 1 item and 1 source.\n  Dates: minute 1.\n")
    [item] = rows("items")
    assert item["reports"] == ("TODO: in your own words: Gate 3 is shut, they say that it was the company.")
    assert (item["published"], item["precision"]) == ("2021-03-01T17:40+01:00", "minute")
    assert (item["time_basis"], item["url"]) == ("page-stamp-with-zone", "https://t.me/port_watch/11")
    assert (item["kind"], item["platform"], item["rights"]) == ("social", "telegram", "paraphrase")
    assert (item["language"], item["inferred"]) == ("en", "true")
    assert item["note"] == "Draft from result.json, Port Watch, message 11. Inferred: language."
    [source] = rows("sources")
    assert (source["source_id"], source["name"], source["kind"]) == ("port-watch", "Port Watch", "channel")
    assert source["affiliation"] == "unknown" and source["kind_basis"].startswith("TODO: how we know")


def test_an_old_export_without_the_instant_keeps_the_day(run: Run, harbour: Path) -> None:
    old = message(1, "The gate is shut and nobody knows why.")
    del old["date_unixtime"]
    write_json("result.json", chat(old))
    status, said = run("corpus", "import", "harbour", "result.json")
    assert status == 0 and "Dates: day 1." in said
    assert f"  {NO_ZONE[0].upper()}{NO_ZONE[1:]} (1).\n" in said
    [item] = rows("items")
    assert (item["published"], item["precision"], item["time_basis"]) == ("2021-03-01", "day", "")


def test_what_was_written_in_private_is_left_out(run: Run, harbour: Path) -> None:
    private = [
        chat(message(1, "To you alone."), kind=kind, name="Ann")
        for kind in ("personal_chat", "private_group")
    ]
    everything = {"chats": {"list": [*private, chat(message(2, "To everybody: the gate is shut."))]}}
    write_json("result.json", everything)
    status, said = run("corpus", "import", "harbour", "result.json")
    assert status == 0
    for kind in ("personal_chat", "private_group"):
        assert f"  1 message of {kind} left out: only channels and public groups are drafted.\n" in said
    assert [row["note"].partition(". ")[0] for row in rows("items")] == [
        "Draft from result.json, Port Watch, message 2"
    ]
    assert "Ann" not in Path("harbour/evidence/sources.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("giver", "expected"),
    [("channel9", "forwarded from The Other Channel"), ("user9", "forwarded from an account"),
     (None, "forwarded from an account")],
)  # fmt: skip
def test_of_a_forwarded_message_only_a_channel_is_named(
    run: Run, harbour: Path, giver: str | None, expected: str
) -> None:
    more = {"forwarded_from": "The Other Channel"} | ({"forwarded_from_id": giver} if giver else {})
    write_json("result.json", chat(message(1, "Passed on: the gate is shut.", **more)))
    assert run("corpus", "import", "harbour", "result.json")[0] == 0
    assert rows("items")[0]["attribution"] == expected


def test_who_wrote_in_a_group_is_not_said(run: Run, harbour: Path) -> None:
    write_json("result.json", chat(message(1, "I saw it, the gate is shut."), kind="public_supergroup"))
    assert run("corpus", "import", "harbour", "result.json")[0] == 0
    written = "".join(path.read_text(encoding="utf-8") for path in harbour.glob("evidence/*.csv"))
    assert "Someone" not in written and "user5" not in written


# Posts


def test_posts_of_a_table(run: Run, harbour: Path) -> None:
    write_text(
        "posts.csv",
        "id,created_at,username,text,url,lang,source\n"
        '1,Mon Mar 01 18:20:00 +0000 2021,co,"@tom lies, see https://x.com/tom/status/9",'
        "https://x.com/co/status/1,en,Twitter for iPhone\n"
        "2,2021-03-02 10:00,tom,Ils ont fermé la porte et nous ont dit de partir.,https://twitter.com/tom/status/2,,\n",
    )
    status, said = run("corpus", "import", "harbour", "posts.csv", "--keep", "@CO")
    assert status == 0
    assert "  Handles left out: 1. --keep HANDLE keeps one that is no private person's.\n" in said
    one, two = rows("items")
    assert one["reports"] == "TODO: in your own words: @… lies, see https://x.com/i/status/9"
    assert (one["url"], one["language"], one["inferred"]) == ("https://x.com/co/status/1", "en", "false")
    assert (one["published"], one["time_basis"]) == ("2021-03-01T19:20+01:00", "page-stamp-with-zone")
    assert (two["url"], two["published"], two["precision"]) == (
        "https://twitter.com/i/status/2", "2021-03-02", "day"
    )  # fmt: skip
    assert (two["language"], two["inferred"]) == ("fr", "true")
    assert [row["name"] for row in rows("sources")] == ["co", "An account (1)"]
    assert "tom" not in Path("harbour/evidence/items.csv").read_text(encoding="utf-8")


def test_hours_of_the_event_s_clock(run: Run, harbour: Path) -> None:
    write_text("posts.csv", "date,text,outlet\n2021-03-02 10:00,The gate is open.,Dawn\n")
    assert run("corpus", "import", "harbour", "posts.csv", "--event-clock")[0] == 0
    [item] = rows("items")
    assert (item["published"], item["time_basis"]) == ("2021-03-02T10:00+01:00", "page-stamp-publisher-zone")
    assert item["inferred"] == "true" and "Inferred: language, zone of the hour." in item["note"]


def test_a_date_that_can_mean_two_days_stays_open(run: Run, harbour: Path) -> None:
    write_text("posts.csv", "date,title,link\n02/03/2021,The gate is open and shut.,https://example.org/a\n")
    status, said = run("corpus", "import", "harbour", "posts.csv")
    assert status == 0 and "The date '02/03/2021' was not read: 2021-02-03 or 2021-03-02 (1)." in said
    [item] = rows("items")
    assert (item["published"], item["precision"]) == ("", "unknown")
    assert "The date '02/03/2021' was not read" in item["note"]
    assert rows("sources")[0]["name"] == "example.org"


def test_posts_from_outside_the_days_are_passed_over(run: Run, harbour: Path) -> None:
    lines = [f"2021-0{day},The gate is open {n}." for n, day in enumerate(("2-28", "3-01", "3-03", "3-04"))]
    write_text("posts.csv", "\n".join(["date,text", *lines, ",The gate is open some day."]) + "\n")
    _, said = run("corpus", "import", "harbour", "posts.csv")
    assert "  From outside the event's days, passed over: 2.\n" in said
    assert [row["published"] for row in rows("items")] == ["2021-03-01", "2021-03-03", ""]
    _, said = run("corpus", "import", "harbour", "posts.csv", "--every-day")
    assert "Drafted for harbour: 2 items and 0 sources." in said and "There already: 3." in said


def test_json_lines_of_x(run: Run, harbour: Path) -> None:
    post = {"id_str": "5", "created_at": "2021-03-01T18:20:00.000Z", "full_text": "The gate is shut.",
            "lang": "en",            "user": {"screen_name": "tom", "name": "Tom Tall"}}  # fmt: skip
    write_text("posts.jsonl", json.dumps(post) + "\n" + json.dumps({"id": 6}) + "\n{broken\n")
    status, said = run("corpus", "import", "harbour", "posts.jsonl")
    assert status == 1
    assert "  Not read: line 2: has no text and no title.\n" in said
    assert "  Not read: line 3: is no JSON (" in said
    assert len(rows("items")) == 1
    written = "".join(path.read_text(encoding="utf-8") for path in harbour.glob("evidence/*.csv"))
    assert "tom" not in written.casefold()


@pytest.mark.parametrize(
    ("name", "content", "options", "expected"),
    [
        ("posts.txt", "a", (), "'posts.txt' cannot be read: name it .csv, .jsonl or .parquet, as what it is"),
        ("posts.csv", "a,b\n1,2\n", (), "Say which one it is: --column text=NAME. It has: a, b."),
        ("posts.csv", "text\nx\n", ("--column", "text=words"), "has no column 'words' for the text. It has:"),
        ("posts.csv", "text\nx\n", ("--column", "words"), "'words' names no column. Write it as text=NAME."),
        ("posts.csv", "text\nx\n", ("--column", "colour=a"), "'colour' is nothing that is looked for."),
        ("gone.csv", None, (), "There is no file 'gone.csv'."),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("harbour")
def test_a_file_that_cannot_be_used(
    run: Run, name: str, content: str | None, options: tuple[str, ...], expected: str
) -> None:
    if content is not None:
        write_text(name, content)
    status, said = run("corpus", "import", "harbour", name, *options)
    assert status == 2
    assert said.startswith("infowar-kit: ") and expected in said
    assert rows("items") == []


def test_columns_of_other_names(run: Run, harbour: Path) -> None:
    write_text("posts.csv", "wann;was;wo\n01.03.2021;The gate is shut.;https://example.org/a\n")
    words = ("--column", "text=was", "--column", "date=wann", "--column", "url=wo")
    status, said = run("corpus", "import", "harbour", "posts.csv", *words)
    assert status == 0 and "Read with semicolons between the cells." in said
    assert (rows("items")[0]["published"], rows("items")[0]["url"]) == ("2021-03-01", "https://example.org/a")


# Clippings


def test_clippings_of_another_century_need_no_address(run: Run) -> None:
    assert (
        run(
            "corpus", "new", "siege", "--title", "Constructed: a siege", "--days", "1870-09-19", "1871-01-28"
        )[0]
        == 0
    )
    clippings = [
        {"id": "a", "type": "article-newspaper", "title": "The town is shut in, and nobody may leave it",
         "container-title": "Dawn", "issued": {"date-parts": [[1870, 9, 20]]}, "language": "en-GB"},
        {"id": "b", "type": "book", "title": "Ein Tagebuch",
         "issued": {"date-parts": [["1871", 1], ["1871", 2]]},
         "language": "German", "publisher": "Morgen"},
        {"id": "c", "type": "letter", "title": "To nobody", "issued": {"literal": "autumn"},
         "language": "en"},
        {"id": "d", "type": "report", "title": "x", "issued": {"date-parts": [[1870, 9, 20], [1870, 9, 22]]},
         "language": "xx"},
    ]  # fmt: skip
    write_json("clippings.json", clippings)
    status, said = run("corpus", "import", "siege", "clippings.json")
    assert status == 0 and "Languages that could not be told: 1." in said
    a, b, c, d = rows("items", "siege")
    assert (a["published"], a["precision"], a["kind"], a["platform"]) == (
        "1870-09-20",
        "day",
        "news",
        "print",
    )
    assert (a["url"], a["language"], a["inferred"]) == ("", "en", "false")
    assert (b["published"], b["precision"], b["language"]) == ("1871-01", "month", "de")
    assert (c["precision"], c["kind"]) == ("unknown", "TODO: what kind of piece it is")
    assert (d["precision"], d["published_until"]) == ("range", "1870-09-22")
    assert d["language"] == "TODO: its language, such as en"
    assert [row["name"] for row in rows("sources", "siege")] == ["Dawn", "Morgen", "Unknown publisher"]
    said = run("corpus", "check", "siege")[1]
    assert "line 5: 'I004' is not finished: language, kind, platform, reports, read_by." in said
    assert "'kind' is one of news, wire, official," in said


def test_letters_that_only_one_language_of_the_event_has(run: Run, harbour: Path) -> None:
    entries = [{"id": n, "type": "webpage", "title": title, "URL": f"https://example.org/{n}", "issued": {}}
               for n, title in enumerate(("البوابة مغلقة", "השער סגור"))]  # fmt: skip
    write_json("clippings.json", entries)
    assert run("corpus", "import", "harbour", "clippings.json")[0] == 0
    arabic, hebrew = rows("items")
    assert (arabic["language"], arabic["inferred"]) == ("ar", "true")
    assert hebrew["language"].startswith("TODO")  # two languages are written in these letters


def test_what_is_hostile_in_a_post_harms_no_table(run: Run, harbour: Path) -> None:
    posts = [
        {
            "text": "The gate\x00 is shut\ud800 and so on.",
            "date": "2021-03-02",
            "channel": "=cmd|' /C calc'!A0",
        },
        {"text": "=HYPERLINK(1)", "date": "2021-03-02", "id": "9. 9.\n", "channel": "Two\nlines"},
        {"text": "The gate is open.", "date": "2021-03-02", "url": "javascript:alert(1)", "account": "@"},
        {"text": "x" * 20_000, "date": "2021-03-02", "lang": "\x1b[2J"},
    ]
    write_text("posts.json", json.dumps(posts))
    assert run("corpus", "import", "harbour", "posts.json")[0] == 0
    one, two, three, four = rows("items")
    assert one["reports"] == r"TODO: in your own words: The gate is shut\ud800 and so on."
    assert two["reports"].startswith("TODO") and "post 9 9." in two["note"]
    assert three["url"] == "" and len(four["reports"]) < 2_000
    assert [row["name"] for row in rows("sources")][:2] == ["cmd|' /C calc'!A0", "Two lines"]
    status, said = run("corpus", "check", "harbour")
    assert status == 1 and "\x1b" not in said and "NUL" not in said
    assert run("corpus", "import", "harbour", "posts.json")[1].startswith(
        "Nothing new was drafted.\n  There already: 4"
    )


# What stands there is never lost


def test_rows_that_stand_there_keep_every_byte(run: Run, harbour: Path) -> None:
    path = harbour / "evidence" / "items.csv"
    header = path.read_text(encoding="utf-8").strip()
    mine = "I007,dawn,,en,,unknown,,,news,,print,Mine.,,,,,,,,paraphrase,2021-03-10,me,false,,"
    # As a spreadsheet saves it: with a mark in front, other line ends, and none at the end.
    before = f"\ufeff{header}\r\n{mine}".encode()
    path.write_bytes(before)
    write_text("posts.csv", "date,text\n2021-03-02,The gate is open.\n")
    assert run("corpus", "import", "harbour", "posts.csv")[0] == 0
    after = path.read_bytes()
    assert after.startswith(before)
    ids = [line.split(",")[0] for line in after.decode("utf-8-sig").split("\n") if line.strip()]
    assert ids == ["item_id", "I007", "I002"]


def test_the_same_file_again_adds_nothing(run: Run, harbour: Path) -> None:
    write_json("result.json", chat(message(1, "The gate is shut."), message(2, "The gate is open again.")))
    write_text("posts.csv", "date,text,account\n2021-03-02,The gate is open.,tom\n")
    for file in ("result.json", "posts.csv"):
        assert run("corpus", "import", "harbour", file)[0] == 0
    before = {path: path.read_bytes() for path in harbour.glob("evidence/*")}
    for file, count in (("result.json", 2), ("posts.csv", 1)):
        status, said = run("corpus", "import", "harbour", file)
        assert (status, said.splitlines()[:2]) == (
            0,
            ["Nothing new was drafted.", f"  There already: {count}."],
        )
    assert {path: path.read_bytes() for path in harbour.glob("evidence/*")} == before


def test_one_number_in_two_channels_and_one_name_of_two_files(run: Run, harbour: Path) -> None:
    """Nothing is taken for known that is not."""
    chats = [chat(message(1, f"The gate is shut, says {name}."), name=name) for name in ("One", "Two")]
    write_json("result.json", {"chats": {"list": chats}})
    assert "2 items and 2 sources" in run("corpus", "import", "harbour", "result.json")[1]
    for text in ("The gate is open.", "The gate is shut."):
        write_text("posts.csv", f"date,text\n2021-03-02,{text}\n")
        assert "Drafted for harbour: 1 item and " in run("corpus", "import", "harbour", "posts.csv")[1]
    assert run("corpus", "import", "harbour", "posts.csv")[1].startswith("Nothing new was drafted.")
    assert len(rows("items")) == 4


def test_a_table_that_cannot_be_read_is_left_alone(run: Run, harbour: Path) -> None:
    sources, items = harbour / "evidence" / "sources.csv", harbour / "evidence" / "items.csv"
    items.write_text("item_id,quelle\nI001,dawn\n", encoding="utf-8")
    before = sources.read_bytes(), items.read_bytes()
    write_text("posts.csv", "date,text\n2021-03-02,The gate is open.\n")
    status, said = run("corpus", "import", "harbour", "posts.csv")
    assert status == 1
    assert "was left as it is; it has " in said and "column 'source': is missing." in said
    assert (sources.read_bytes(), items.read_bytes()) == before


def test_a_disk_that_is_full_loses_nothing(run: Run, harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = {path: path.read_bytes() for path in harbour.rglob("*.csv")}
    write_text("posts.csv", "date,text\n2021-03-02,The gate is open.\n")
    monkeypatch.setattr("infowar_kit.drafting.folder.write", full)
    status, said = run("corpus", "import", "harbour", "posts.csv")
    assert status == 2
    assert "cannot be written (No space left on device). What stood there is still there." in said
    assert {path: path.read_bytes() for path in harbour.rglob("*.csv")} == before


def test_more_than_an_event_holds_is_refused_whole(run: Run, harbour: Path) -> None:
    posts = [
        {"text": f"The gate is open {n}.", "date": "2021-03-02", "id": n, "lang": "en"} for n in range(10_000)
    ]
    write_json("posts.json", posts)
    status, said = run("corpus", "import", "harbour", "posts.json")
    assert status == 2
    assert "An event holds at most 9999 items, and these make 10000. Nothing was written." in said
    assert rows("items") == []


def test_nothing_is_fetched(run: Run, harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "socket", no)
    monkeypatch.setattr(socket, "getaddrinfo", no)
    write_text("posts.csv", "date,title,url\n2021-03-02,The gate is open.,https://example.org/a\n")
    assert run("corpus", "import", "harbour", "posts.csv")[0] == 0


def test_groups_are_left_to_a_person(run: Run) -> None:
    run("corpus", "new", "two", *NEW, "--group", "quay=The quay", "--group", "town=The town")
    run("corpus", "new", "one", *NEW, "--group", "quay=The quay")
    write_text("posts.csv", "date,text\n2021-03-02,The gate is open.\n")
    for folder, expected in (("two", "TODO: which part of the event it is about"), ("one", "quay")):
        assert run("corpus", "import", folder, "posts.csv")[0] == 0
        assert rows("items", folder)[0]["front"] == expected


# Dates and people, by themselves

HARBOUR = dt.timezone(dt.timedelta(hours=1))
DATES = [
    ("Mon Mar 01 18:20:00 +0000 2021", "2021-03-01T19:20+01:00", "minute"),
    ("Mon, 01 Mar 2021 18:20:00 GMT", "2021-03-01T19:20+01:00", "minute"),
    ("2021-03-01T18:20:00.000+0000", "2021-03-01T19:20+01:00", "minute"),
    ("2021-03-01T23:30Z", "2021-03-02T00:30+01:00", "minute"),
    (AT, "2021-03-01T17:40+01:00", "minute"),
    (f"{AT}000", "2021-03-01T17:40+01:00", "minute"),
    ("2021-03-01 18:20", "2021-03-01", "day"),
    ("1.3.2021", "2021-03-01", "day"),
    ("2021-03", "2021-03", "month"),
    ("1789", "1789", "year"),
    ("2021-02-30", "", "unknown"),
    ("0812-01-01", "", "unknown"),
    ("soon", "", "unknown"),
    ("9" * 400, "", "unknown"),
    ("", "", "unknown"),
]


@pytest.mark.parametrize(("text", "published", "precision"), DATES)
def test_as_much_of_a_date_as_is_known(text: str, published: str, precision: str) -> None:
    found = dated(text, HARBOUR, naive=False)
    assert (found.published, found.precision) == (published, precision)
    assert bool(found.basis) == (precision == "minute")
    assert bool(found.doubt) == ((precision == "unknown" and bool(text)) or text == "2021-03-01 18:20")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.com/tom/status/9?s=20", "https://x.com/i/status/9"),
        ("https://www.facebook.com/tom/posts/1", ""),
        ("https://mastodon.example/@tom/11", ""),
        ("https://bsky.app/profile/tom.example/post/1", ""),
        ("https://bsky.app/profile/port_watch/post/1", "https://bsky.app/profile/port_watch/post/1"),
        ("https://someone.substack.com/p/a", "https://someone.substack.com/p/a"),
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc"),
        ("https://t.me/tom/5", ""),
        ("https://t.me/port_watch/5", "https://t.me/port_watch/5"),
        ("https://example.org/news/tom", "https://example.org/news/tom"),
        ("https://notx.company/tom", "https://notx.company/tom"),
        ("https://netflix.com/tom", "https://netflix.com/tom"),
    ],
)
def test_addresses_that_name_somebody(url: str, expected: str) -> None:
    assert Handles(["port_watch"]).url(url) == expected


def test_a_mail_address_is_no_handle() -> None:
    handles = Handles()
    assert handles.text("Ask @tom_a, or info@example.org (@tom_a).") == "Ask @…, or info@example.org (@…)."
    assert handles.left_out == {"tom_a"}
    assert Handles(["all"]).text("Ask @tom") == "Ask @tom"
