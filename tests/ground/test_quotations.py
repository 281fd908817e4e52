"""Where a text quotes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.quotations import quotations


def quoted(text):
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is ‘pathetic’.", ["‘pathetic’"]),
        ("l’a trouvé ‹ pathétique › hier, l’autre", ["‹ pathétique ›"]),
        ("«Строка первая,\nпозор на второй» и", ["«Строка первая,\nпозор на второй»"]),
        ("a “b ‘c’ d” e", ["“b ‘c’ d”"]),
        ("„so“ „tak” ‚so‘ »so« ›so‹ ”så” “so”", ["„so“", "„tak”", "‚so‘", "»so«", "›so‹", "”så”", "“so”"]),
        ("« cet homme » dit-il, l'« espion »", ["« cet homme »", "« espion »"]),
        ('then "a b". ("c") said "x." 5\'10" tall', ['"a b"', '"c"', '"x."']),
        ("a 'single one' isn't the soldiers' plan", ["'single one'"]),
        ("‘the soldiers’ plan’ was", ["‘the soldiers’ plan’"]),
        ("x 'It’s' y", ["'It’s'"]),
        ("rock 'n' roll in the '90s, 'tis so", []),
        ("M'' and '' or \"\"", []),
        ("“One\n\n“Two\n\n“Three” out", ["“One\n\n“Two\n\n“Three”"]),
        ("Never closed « here\n\nand «this» there", ["«this»"]),
        ('Never closed " here\n\nand "this" there', ['"this"']),
        ("«ТОВ «Дім» тут", ["«Дім»"]),
        ("“Pathetic, ”he said.", ["“Pathetic, ”"]),
        ("> an answer\nnot so\n>100 left", ["> an answer"]),
        (">an answer\n>> «more»\n> >and more\n>5 of them", [">an answer", ">> «more»", "> >and more"]),
        ("<<so>> ,,so'' ,,so” “so“ x<<2 >> 1", ["<<so>>", ",,so''", ",,so”", "“so“"]),
        ("“one “two” three” „four“ “five", ["“one “two” three”", "„four“"]),
        (
            "「so「so」」 『so』 《so》 〝so〟 ❝so❞ ″so″ ＂so＂",
            ["「so「so」」", "『so』", "《so》", "〝so〟", "❝so❞", "″so″", "＂so＂"],
        ),
        ("п'ять об’єктів, l'art d’ici", []),
        ("", []),
    ],
)
def test_quotations(text, found):
    assert quoted(text) == found


@pytest.mark.parametrize("marks", ["“”", "‘’", "«»", "‹›", "„“", "‚‘", '""', "''", "»«", "””"])
@pytest.mark.parametrize(
    "inside", ["позор", "a pathetic plan", "one\ntwo", "x " * 300 + "y", "it’s so, isn't it"]
)
def test_marks_of_every_kind_hold_short_long_and_broken_words(marks, inside):
    words = f"{marks[0]}{inside}{marks[1]}"
    assert quoted(f"He wrote {words}, and left.") == [words]


@given(st.text(alphabet="«»‹›“”„‚‘’\"' \nabs><,.「」″", max_size=60))
def test_quotations_lie_apart_and_in_order(text):
    place = 0
    for start, end in quotations(text):
        assert place <= start < end <= len(text)
        place = end


@pytest.mark.parametrize("unit", ["'a ", '"a ', "«", "’s ", "‘a", "\" '", "“x\n", "« » ", "> a\n", "‘s’ a"])
def test_time_grows_linearly(unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        quotations(text)
        return time.process_time() - start

    # The least of several: another process on the same core costs this one time too.
    small = max(min(seconds(8_000) for _ in range(5)), 0.003)
    assert min(seconds(80_000) for _ in range(3)) < 40 * small
