"""Tables as the world has them: encodings, separators, quotation marks, letters that were lost."""

from __future__ import annotations

import io
import time

import pytest

from infowar_kit.tabular import KNOWN, LOOK, NoTable, damage, rows, sniff, unique_header

UKRAINIAN = "id,text\n1,Російські війська відступили з правого берега Дніпра.\n"
RUSSIAN = "id,text\n1,Российские войска отошли на более выгодные рубежи\n"
FRENCH = "id,text\n1,L’armée a déjà reculé, à côté\n"
POLISH = "id,text\n1,Żołnierze opuścili miasto z ciężkim sprzętem\n"
ALREADY = "Їхні війська відійшли на інший берег"


def lines(text):
    return io.StringIO(text, newline="")


def misread(text, codec):
    """Return UTF-8 read in a one-byte encoding, bytes that it leaves open as control characters."""
    return "".join(bytes([b]).decode(codec, errors="ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize(
    ("text", "codec"),
    [(RUSSIAN, codec) for codec in ("cp1251", "koi8-u", "cp866", "mac-cyrillic", "iso8859-5")]
    + [(UKRAINIAN, codec) for codec in ("cp1251", "koi8-u", "mac-cyrillic", "iso8859-5")]
    + [(FRENCH, codec) for codec in ("cp1252", "mac-roman")]
    + [("id,text\n1,déjà vu à côté, brûlé\n", "cp850"), (POLISH, "cp1250")],
)
def test_an_encoding_of_one_byte_is_recognised_by_its_letters(text, codec):
    found = sniff(text.encode(codec))
    assert found.encoding == codec
    assert found.encoding_name == KNOWN[codec]
    assert found.guessed
    assert found.bad_line == 2


@pytest.mark.parametrize(
    ("codec", "mark"),
    [(codec, "\ufeff") for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8")]
    + [(codec, "") for codec in ("utf-16-le", "utf-16-be", "utf-8")],
)
def test_an_encoding_that_the_bytes_tell_is_no_guess(codec, mark):
    raw = (mark + UKRAINIAN.replace(",", "\t")).encode(codec)
    found = sniff(raw)
    assert (found.encoding, found.guessed, found.separator) == (codec, False, "\t")
    assert raw[found.mark :].decode(found.encoding) == UKRAINIAN.replace(",", "\t")


def test_a_few_bytes_are_no_ground_for_a_guess():
    found = sniff("id,text\n1,Слово\n2,Друге\n".encode() + b"3,\xff\xfe bytes\n")
    assert (found.encoding, found.guessed, found.bad_line) == ("utf-8", False, 4)
    assert sniff(b"text\n\xff\xfe bytes\n").encoding == "utf-8"


def test_a_look_that_ends_within_a_letter_is_no_fault():
    raw = ("text\n" + ALREADY * 10_000).encode()[:LOOK]
    assert sniff(raw, whole=False).bad_line is None
    assert sniff(("text\n" + "є\n" * 200_000).encode()[: LOOK - 1], whole=False).bad_line is None


def test_zero_bytes_are_told_with_their_line():
    assert sniff(b"id,text\n1,so\n2,a\0b\n").zero_line == 3


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", ".xls"),
        (b"PAR1rest", "Parquet"),
        (b"\x1f\x8brest", "gzip"),
        (b"\n <!DOCTYPE html><p>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (b"<table><tr>", "table of a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"),
        ("\ufeff<?xml version='1.0'?>".encode("utf-16-le"), "XML"),
        ("<html><table>".encode("utf-16-be"), "web page"),
        (b"\x89PNG\r\n", "picture"),
        (b"Rar!\x1a", "RAR"),
        (b"\x80\x04\x95", "pickle"),
    ],
)
def test_what_is_no_text_is_named(raw, what):
    assert what in sniff(raw).foreign


@pytest.mark.parametrize(
    ("text", "separator", "name", "header"),
    [
        ("id,text\n1,a\n", ",", "commas", 1),
        ("id;text\n1;3,5 km, it says\n", ";", "semicolons", 1),
        ("id\ttext\n1\ta, b; c\n", "\t", "tabs", 1),
        ("id|text\n1|a\n", "|", "vertical bars", 1),
        ("sep=;\r\nid;text\r\n1;a\r\n", ";", "semicolons", 2),
        ('"sep=\t"\nid\ttext\n', "\t", "tabs", 2),
        ("sep=;;;\nid;text;;\n1;a;;\n", ";", "semicolons", 2),
        ("text\nA plan, and another\n", ",", "commas", 1),
        ("id;text, as said;lang\n1;a;en\n2;b, c;fr\n", ";", "semicolons", 1),
        ('id,"a;b;c"\n1,x\n', ",", "commas", 1),
        ("id;text", ";", "semicolons", 1),
        ("", ",", "commas", 1),
    ],
)
def test_separators(text, separator, name, header):
    found = sniff(text.encode())
    assert (found.separator, found.separator_name, found.header) == (separator, name, header)


def cells(text, separator=","):
    return [row.cells or (row.number, row.fault) for row in rows(lines(text), separator)]


def test_rows_over_lines_and_blank_rows_of_a_spreadsheet():
    text = 'id,text\r\n1,"two\r\nlines"\r\n,\r\n\r\n , \r\n2,b\r\n,,,\r\n'
    found = list(rows(lines(text)))
    assert [row.cells for row in found] == [("id", "text"), ("1", "two\r\nlines"), ("2", "b")]
    assert [row.number for row in found] == [1, 2, 7]


OPEN = "a quotation mark opened in this row is never closed"


@pytest.mark.parametrize(
    "text",
    [
        'id,text\n1,"open”\n2,b\n3,c\n',
        'id,text\n1,"open\n2,"b"\n3,c\n',
        'id,text\n1,"open\n2,b\n3,"c"\n',
        'id,text\n1,"open\n2,he said so"\n3,c\n',
        'id,text\r\n1,"open\r\n2,b\r\n3,c',
    ],
)
def test_an_open_quotation_mark_costs_its_own_row_only(text):
    """It used to swallow the rows below it, and they were counted as read."""
    found = list(rows(lines(text)))
    assert found[1].number == 2
    assert found[1].fault.startswith(OPEN)
    later = [row.cells or row.fault for row in found[2:]]
    assert later[-1] == ("3", "c")
    assert len(later) == 2
    assert [row.number for row in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a1", "a2"), ("1780000000000000001", "1780000000000000950"), ("20250", "20249"),
        ("2024-01-02", "2023-12-31"), ("550e8400-e29b", "7d9f1c22-a40b"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_swallowed_row_is_told_by_a_key_like_that_of_its_row(first, second, mark):
    """Only the next number was: rows with other keys went with the one before, unsaid."""
    text = f'id,text\n{first},"He said so\n{mark}{second}{mark},it is over"\nz,c\n'
    found = list(rows(lines(text)))
    assert (found[1].number, found[1].fault) == (2, f"{OPEN} within it")
    assert found[-1].cells == ("z", "c")


@pytest.mark.parametrize(
    "text",
    [
        "10, maybe 20\n20,5 km",
        "a line\n7, 8 and 9",
        "On 2024-01-05, they left\nand 2024-01-06, too",
        "b2\nb3",
        "4, please\nb2, b3\n2024-01-03, in the evening",
    ],
)
@pytest.mark.parametrize("key", ["3", "b1", "2024-01-02"])
def test_lines_of_a_text_that_begin_with_a_number_are_no_rows(key, text):
    assert cells(f'id,text\n{key},"so\n{text}"\n')[1:] == [(key, f"so\n{text}")]


def test_text_after_a_closing_mark_and_marks_within_a_cell():
    assert cells('id,text\n1,"a" b\n2,the "b"\n3,"a ""b"""\n') == [
        ("id", "text"), (2, "text stands after a closing quotation mark"), ("2", 'the "b"'), ("3", 'a "b"'),
    ]  # fmt: skip


def test_a_row_with_a_zero_byte_is_told():
    assert cells("text\na\0b\nc\n") == [("text",), (2, "holds a zero byte (NUL), which is no text"), ("c",)]


def test_an_open_mark_does_not_fill_the_memory():
    import tracemalloc

    def many():
        yield 'id,"text\n'
        for number in range(60_000):
            yield f"{number},{'word ' * 10}\n"

    tracemalloc.start()
    count = sum(1 for _ in rows(many()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_001
    assert peak < 4_000_000


def test_a_text_of_too_many_lines_is_told_as_that():
    found = list(rows(["id,text\n", '1,"so\n', *["and so on\n"] * 6000, '"\n']))
    said = (
        "a cell in quotation marks goes on for more than 5,000 lines or 1,000,000 letters; perhaps its mark"
    )
    assert found[1].fault.startswith(said)


def test_a_name_is_what_stands_between_blanks_and_marks():
    assert unique_header(("ï»¿id", "\u00a0text\u200b", "п»їlang")) == ("id", "text", "lang")


def test_a_column_that_stands_twice_has_no_meaning():
    assert unique_header((" id", "\ufefftext", "", "")) == ("id", "text", "", "")
    with pytest.raises(NoTable, match=r"the column 'text' stands twice \(as column 1 and 3\)"):
        unique_header(("text", "id", "text "))


@pytest.mark.parametrize(
    "text",
    [
        "????? ????????",
        "??????",
        "1. ????????: ?????? 5 ????",
        "tra?tres",
        "L?armée a d?j? recul?",
        "в?йська в?д?йшли",
        "#?????? ????",
        "⚡️?????? ????????",
        "??’?? ???",
        "¿¿¿¿ ¿¿¿¿¿¿",
    ],
)
def test_question_marks_in_place_of_letters(text):
    assert damage(text) == "holds question marks in place of letters"


@pytest.mark.parametrize(
    "codec", ["cp1252", "cp1251", "koi8-u", "cp866", "mac-roman", "mac-cyrillic", "cp850"]
)
def test_text_encoded_twice_is_told_and_read_back(codec):
    for meant in (ALREADY, "Ганьба зрадникам", "Российские войска", "Херсон"):
        said = damage(misread(meant, codec))
        assert f"encoded twice (UTF-8 read as {KNOWN[codec]})" in said, meant
        assert meant[:8] in said


@pytest.mark.parametrize("codec", ["cp1252", "cp1250", "cp1251", "mac-roman", "cp850"])
def test_french_encoded_twice(codec):
    for text in ("Honte aux traîtres", "l’armée a déjà reculé", "brûlé"):
        assert "encoded twice" in damage(misread(text, codec)), text


@pytest.mark.parametrize(
    ("read", "right"),
    [("cp1252", "cp1251"), ("latin-1", "cp1251"), ("koi8-u", "cp1251"), ("cp1251", "koi8-u"),
     ("cp1252", "koi8-u"), ("cp1251", "cp866"), ("cp866", "cp1251"), ("mac-roman", "cp1251"),
     ("cp850", "cp1251"), ("cp1250", "cp1251"), ("iso8859-2", "cp1251"),
     ("cp1250", "iso8859-5")],
)  # fmt: skip
def test_one_encoding_read_as_another_and_saved(read, right):
    text = "Российские войска отошли на более выгодные рубежи"
    said = damage(text.encode(right).decode(read, errors="replace"))
    assert f"is {KNOWN[right]}" in said
    assert "Россий" in said


@pytest.mark.parametrize(("read", "right"), [("mac-cyrillic", "cp1251"), ("cp1251", "mac-cyrillic")])
def test_ukrainian_in_which_few_letters_were_exchanged(read, right):
    said = damage("Яка ганьба, і це знову сталося у Херсоні".encode(right).decode(read))
    assert f"is {KNOWN[right]}: 'Яка ганьба, і це знову" in said


@pytest.mark.parametrize(
    ("read", "right"),
    [("mac-roman", "cp1252"), ("cp850", "cp1252"), ("cp437", "cp1252"), ("cp1251", "cp1252"),
     ("koi8-r", "cp1252"), ("cp866", "cp1252"), ("cp1252", "mac-roman"), ("cp1251", "mac-roman"),
     ("cp1252", "cp850"), ("mac-roman", "cp850"), ("cp1251", "cp850"), ("cp866", "cp850")],
)  # fmt: skip
def test_french_read_in_another_encoding_and_saved(read, right):
    """Only Cyrillic was told, and the lens read French without its accents."""
    text = "Une honte, la foule est arrivée à l'hôtel, déjà blessée"
    said = damage(text.encode(right).decode(read))
    assert said.startswith("was read as ")
    assert "'Une honte, la foule est arrivée à l'hôte…' was meant" in said


@pytest.mark.parametrize("first", ["cp1252", "cp1251", "latin-1"])
@pytest.mark.parametrize("second", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", ["Яка ганьба, і це знову", "la foule est arrivée, déjà blessée"])
def test_text_encoded_three_times(first, second, text):
    assert "is encoded twice (UTF-8 read as" in damage(misread(misread(text, first), second))


def test_what_stands_for_letters_where_windows_was_read_as_latin_1():
    assert damage("l\x92arm\x8ee d\x8ej\x88") == "holds control characters in place of letters"


def test_a_long_text_of_odd_signs_takes_no_time():
    begun = time.perf_counter()
    for text in ("Ã\x83Â" * 10_000, "вЂ°Ђ" * 10_000, "┬╨°" * 10_000):
        damage(text)
    assert time.perf_counter() - begun < 10


def test_letters_that_were_lost_in_decoding():
    assert "U+FFFD" in damage("В\ufffdйська")


def test_errors_of_a_spreadsheet():
    assert damage("#NAME?") == "holds an error of a spreadsheet (#NAME?)"
    assert damage("#NAMES are given") == damage("#") == damage("#ЗСУ!") == damage("### heading") == ""


@pytest.mark.parametrize(
    "text",
    ["#ИМЯ?", "#ЗНАЧ!", "#Н/Д", "#ІМ'Я?", "#ДІЛ/0!", "#NOM?", "#VALEUR!", "########", "Err:502", " #REF! "],
)
def test_errors_of_a_spreadsheet_in_the_languages_of_the_kit(text):
    assert damage(text) == f"holds an error of a spreadsheet ({text.strip()})"


def test_a_zero_byte_within_a_text():
    assert damage("T\0h\0i\0s\0") == "holds a zero byte (NUL), which is no text"


@pytest.mark.parametrize(
    "text",
    [
        r"\u042f\u043a\u0430 \u0433\u0430\u043d\u044c\u0431\u0430", r"\\u042f\\u043a\\u0430 \\u0433\\u0430",
        "&#1071;&#1082;&#1072; &#1075;&#1072;", "&#x42F;&#x43A;&#x430; &#x433;&#x430;",
        r"b'\xd0\xaf\xd0\xba\xd0\xb0 \xd0\xb3\xd0\xb0'", "<U+042F><U+043A><U+0430> <U+0433><U+0430>",
        "%D0%AF%D0%BA%D0%B0%20%D0%B3%D0%B0", "=D0=AF=D0=BA=D0=B0 =D0=B3=D0=B0",
    ],
)  # fmt: skip
def test_letters_that_stand_as_codes_are_told_and_turned_back(text):
    """The lens found nothing in them, and they were counted as read."""
    said = damage(text)
    assert said.startswith("is written in codes: ")
    assert "Яка га" in said


def test_french_as_a_page_spells_it():
    assert damage("d&eacute;j&agrave; vu") == "is written in codes: 'déjà vu' was meant"
    assert damage("d&eacute;j&agrave; vu", page=True) == ""


@pytest.mark.parametrize("read", ["cp1252", "cp1251"])
def test_letters_that_were_lost_before_the_text_was_encoded_twice(read):
    assert "U+FFFD" in damage(misread("\ufffd\ufffd\ufffd \ufffd\ufffd", read))


@pytest.mark.parametrize(
    "text",
    [
        "What ???", "Really??? Why??", "Quoi ??? Non ???", "Where? There.", "???", "?", "а хто?де",
        "https://example.org/?a=b&c=d?e", "see www.example.org/x?page=3",
        "LIBERTÉ\u00a0!", "« É »", "MAÇÃ…", "Åse Ölund", "Ñandú", "Đorđe Šumarija", "Łódź", "Straße für Öl",
        "Рік. Січень. Різне", "З’їзд №5, +5 °C, €41 млн, ±3", "це ті ж самі ЗСУ",
        "вЗСУ пишуть", "ЗСУвідбили", "сообщил", "слов…»",
        "Љубав и Њива, ђак", "Беларусь — мова ў школе", "ґрунт і ґанок", "• перший\n• другий\n–третій",
        "¿Qué? ¡No!", "a &amp; b, &quot;c&quot;&nbsp;&#39;", "https://uk.wikipedia.org/wiki/%D0%AF%D0%BA",
        "uk.wikipedia.org/wiki/%D0%AF%D0%BA%D0%B0", "https://x.org/Лиман_(%D0%AF%D0%BA%D0%B0),%D0%AF%D0%BA",
        r"C:\users\xd", "rock&roll; x=AB=CD", "100%AB%CD",
        "write \\u042f",
        "la ville de São Paulo, Ångström et François", "iPhone•iPad", "l’été… déjà", "Kŕč a vŕba, Ľubomír",
        "un café™", "η μεγάλη", "macOS и iOS", "Д'Артаньян", "Ещё одна ёлка",
        "”u” är bara meningsfull tillsammans med ”r”", "Er sagte ›Jäger‹, ”Gerät” und ‚März‘",
        "Viesti ”ei” tai ”kyllä”", "»Länder« und »Ämter«",
        "Що??? Як???", "так!???", "(що???)", "Hmm... ????",
        "∞ √2 ≥ 5", "значение ≥5 и ≥6", "日本語", "العربية", "😀🇺🇦", "İstanbul’da",
    ],
)  # fmt: skip
def test_ordinary_texts_are_left_alone(text):
    assert damage(text) == ""
