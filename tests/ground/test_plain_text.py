"""A text as a person sees it, and the way back to the text as it stands."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infowar_kit.addresses_and_marks import ADDRESS
from infowar_kit.plain_text import MIXED, invisible, plain_letters, plain_text
from infowar_kit.tone.lens import read


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Це гане́бна зра́да", "Це ганебна зрада"),
        ("Ки\u0300їв, ѐ, ѝ", "Київ, е, и"),
        ("га\u00adнеб\u00adна", "ганебна"),
        ("гане\u200bбна\u2060 \u202eзрада\u202c\ufeff", "ганебна зрада"),
        ("и\u0306 і\u0308 е\u0308, dit e\u0301te\u0301", "й ї ё, dit été"),
        ("Ї́жак, ё\u0301лка, е\u0301\u0308лка", "Їжак, ёлка, ёлка"),
        ("Ѓорче", "Ѓорче"),
        ("з\u0336р\u0336ада", "зрада"),
        ("ｐａｔｈｅｔｉｃ ﬁne 𝗽𝗮𝘁𝗵𝗲𝘁𝗶𝗰", "pathetic fine pathetic"),
        ("a\u00a0b\u202fc\u2009d\u3000e\u2011f\u2028g", "a b c d e-f\ng"),
        ("п’ять пʼять п‘ять п`ять п´ять пʹять п′ять", " ".join(["п'ять"] * 7)),
        ('об*єкт, Знам"янка, Знам”янка', "об'єкт, Знам'янка, Знам'янка"),
        ("It is `code` and it`s", "It is code and it's"),
        ("👩\u200d🚀 ❤\ufe0f", "👩🚀 ❤"),
        ("o\u0332n\u0332 \u0332a\u0332", "on a"),
        ("ᴘᴀᴛʜᴇᴛɪᴄ ʟɪᴇꜱ", "pathetic lies"),
    ],
)
def test_letters_are_read_as_they_are_seen(text, seen):
    assert plain_text(text).text == seen


@pytest.mark.parametrize(
    ("text", "seen", "mixed"),
    [
        ("Це гaнeбна зрaда", "Це ганебна зрада", ["гaнeбна", "зрaда"]),
        ("Xерсон", "Херсон", ["Xерсон"]),
        ("a pаthеtic plan", "a pathetic plan", ["pаthеtic"]),
        ("Херсóн і Лимáн", "Херсон і Лиман", ["Херсóн", "Лимáн"]),
        ("з'їcти п'янoгo", "з'їсти п'яного", ["з'їcти", "п'янoгo"]),
        ("п\u00adoз\u200bop", "позор", ["п\u00adoз\u200bop"]),
        ("Zа победу СВOих", "Zа победу СВОих", ["СВOих"]),
        ("pathετic", "pathετic", []),
        ("pathοtic", "pathotic", ["pathοtic"]),
        ("з iPhoneом", "з iPhoneом", []),
        ("Це правда, i крапка", "Це правда, і крапка", []),
        ("A це ганьба", "А це ганьба", []),
        ("It is а shame", "It is a shame", []),
        ("План B і Микола I, вітамін C тут", "План B і Микола I, вітамін C тут", []),
        ("Θέση και μ", "Θέση και μ", []),
        ("президент CEO сказав", "президент CEO сказав", []),
    ],
)
def test_mixed_alphabets_are_read_as_the_word_that_is_seen(text, seen, mixed):
    plain = plain_text(text)
    assert plain.text == seen
    assert [text[start:end] for start, end in plain.mixed] == mixed


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a __pathetic__ plan of _cowards_.", "a pathetic plan of cowards."),
        ("**pathetic** *a* ***b*** ~~c~~ ||d|| `e`", "pathetic a b c d e"),
        ("no **secret** that", "no secret that"),
        ("**_so_** and _**so**_", "so and so"),
        ("**не**правда га**неб**на", "неправда ганебна"),
        ("_pathetic", "pathetic"),
        ("snake_case __init__x a_b", "snake_case init__x a_b"),
        ("f*** you, s**t, ****", "f*** you, s**t, ****"),
        ("* item\n* item 2 * 3", "* item\n* item 2 * 3"),
        ("Name ____ here, ~50 | a|b", "Name ____ here, ~50 | a|b"),
        ("#pathetic_plan #Ганьба", "#pathetic plan #Ганьба"),
        ("_Мол,_ so. _No!_", "Мол, so. No!"),
    ],
)
def test_marks_round_words_are_left_out(text, seen):
    assert plain_text(text).text == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("What&nbsp;a <b>p</b>athetic, won&#39;t&#x21;", "What a pathetic, won't!"),
        ("га&shy;неб<wbr>на з&rsquo;ява &laquo;так&raquo;", "ганебна з'ява «так»"),
        ("&amp;quot;so&amp;quot; &amp;amp;", '"so" &'),
        ('<a href="x?a=shameful" title="lies">a</a> <SPAN class=\'vile\'>b</SPAN>', "a b"),
        ("one<br/>two<p>three</p><!-- lies -->", "one\ntwo\nthree\n"),
        ("<q>so</q> <blockquote>so</blockquote>", "“so” “so”"),
        ("AT&T; a &copyleft; x<y and a <b and c> d <3 <name>", None),
    ],
)
def test_html_is_read_as_a_browser_shows_it(text, seen):
    assert plain_text(text).text == (text if seen is None else seen)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/pathetic/disgrace", "http://x.y", "HTTPS://EXAMPLE.ORG/Pathetic?x=1#a_b",
        "www.pathetic.de", "pathetic.com", "pathetic-plan.co.uk/disgrace", "pathetic.com.ua", "зрада.укр",
        "t.me/pathetic", "youtu.be/pathetic", "tg://resolve?domain=pathetic", "EXAMPLE.ORG",
        "https://uk.wikipedia.org/wiki/Ганьба", "pathetic@disgrace.org", "p.d@mail.pathetic.com", "@pathetic",
        "@pathetic_plan_", "mailto:pathetic@disgrace.org", "pathetic.org:8080/disgrace",
        "https://example.org/pathe\u00adtic",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "See {} now", "({}).", "«{}», a", "_{}_", "[this]({})", "a\n{}!"])
def test_an_address_is_one_sign_in_which_nothing_is_found(address, around):
    text = around.format(address)
    plain = plain_text(text)
    assert plain.text.count(ADDRESS) == 1
    assert "pathetic" not in plain.text and "disgrace" not in plain.text
    at = plain.text.index(ADDRESS)
    assert plain.words(at, at + 1).strip("_") == address.strip("_")


@pytest.mark.parametrize(
    "text",
    ["It fell.It was so", "e.g. this, i.e. that", "the U.S. and 3.5 km", "It fell.The town", "ганебно.Але ні",
     "at 18.30 on 1.10.2022", "Mr.Smith", "so...it is", "Is it?@ home", "and/or, 1/2, //", "vs.in town"],
)  # fmt: skip
def test_what_only_looks_like_an_address_is_read(text):
    assert plain_text(text).text == text


def test_a_plain_text_is_itself():
    for text in (
        "",
        "The town fell.",
        "Місто впало, кажуть.",
        "Ville prise, dit-on : été",
        "漢字 かな",
        "لا",
    ):
        plain = plain_text(text)
        assert (plain.text, plain.steps, plain.mixed) == (text, (), ())
        assert [plain.span(at, at + 1) for at in range(len(text))] == [
            (at, at + 1) for at in range(len(text))
        ]


def test_what_has_no_width_is_invisible():
    """Unicode's format characters, but for the Arabic, Syriac and Kaithi signs that are seen."""
    seen = set(
        map(ord, "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
    )
    formats = {code for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"} - seen
    selectors = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x34F}
    assert all(invisible(chr(code)) for code in formats | selectors)
    assert not any(invisible(chr(code)) for code in seen | set(map(ord, "aжé👍 \n'’")))


def test_letters_of_a_name_lose_nothing():
    assert plain_letters("Хе\u0301рсoн, https://x.org/a_b _x_ п’я") == "Херсон, https://x.org/a_b _x_ п'я"


WORDS = ["ганебна", "зрада", "Їжак", "подвійний", "позор", "п'ять", "étée", "pathetic", "Лиман"]
NOISE = ["\u00ad", "\u200b", "\u2060", "\u202e", "\ufe0f", "\u200d\u200b"]
TWINS = {"а": "a", "е": "e", "о": "o", "і": "i", "р": "p", "a": "а", "e": "е", "c": "с"}


@st.composite
def disturbed(draw):
    """A text of words, and the same with what no reader sees put into it."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
    out = []
    for word in words:
        made = draw(st.sampled_from(["", "_", "**", "__"]))
        shape = draw(st.sampled_from(["NFC", "NFD"]))
        twin = draw(st.integers(0, len(word) - 1)) if draw(st.booleans()) else -1
        inner = []
        for at, letter in enumerate(word):
            # One letter at most, so that the word keeps letters that say of which alphabet it is.
            shown = TWINS.get(letter, letter) if at == twin else letter
            cyrillic = "Ѐ" <= letter <= "ӿ"
            stress = "\u0301" if cyrillic and letter in "аеиіоуїя" and draw(st.booleans()) else ""
            inner.append(unicodedata.normalize(shape, shown) + stress + draw(st.sampled_from(["", *NOISE])))
        last = inner.pop().rstrip("".join(NOISE))
        out.append((made + "".join(inner) + last + made).replace("'", draw(st.sampled_from("'’ʼ"))))
    return words, out


@given(disturbed())
def test_what_is_not_seen_changes_no_word_and_offsets_lead_back(pair):
    words, shown = pair
    text = " ".join(shown)
    plain = plain_text(text)
    assert plain.text == " ".join(words)
    at = 0
    for word, as_shown in zip(words, shown, strict=True):
        cut = plain.words(at, at + len(word))
        assert cut == as_shown.strip("_*")
        assert plain_text(cut).text == word
        at += len(word) + 1


ALPHABET = "abеоіїй_*~`|@./#:'’\"«» \n<>&;=\u0301\u0308\u00ad\u200b\u00a0ﬁＡα" + "https://x.org"


@given(st.one_of(st.text(alphabet=ALPHABET, max_size=40), st.text(max_size=40)))
def test_every_stretch_leads_back_into_the_text_in_order(text):
    plain = plain_text(text)
    spans = [plain.span(at, at + 1) for at in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))
    for start, end in plain.mixed:
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit", ["a", "_", "*", "**a", "a**b", "`", "|", "@", "a@", "a.", "#a_", "://", "a-", "е\u0301", "\u00ad",
             "aе ", "i е ", "'", "\u0301", "a.b@", "www.",
             "<", "<a", "<a =", "<!--", "&", "&amp;", "&#1", "<b>"]
)  # fmt: skip
def test_time_grows_linearly(unit):
    def seconds(size):
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        plain_text(text)
        return time.process_time() - start

    # Of three runs the quickest: what else the machine does makes any one of them slow.
    small, large = (min(seconds(size) for _ in range(3)) for size in (8_000, 80_000))
    assert large < 40 * max(small, 0.003)


SENTENCES = {
    "uk": "Це ганебна зрада, і крапка. Усе просто.",
    "ru": "Это позорный цирк, на самом деле.",
    "en": "This is a pathetic plan of cowards. It's no secret that it fails.",
    "fr": "C'est un cirque pathétique.",
}


@given(st.data())
def test_the_lens_finds_in_a_disturbed_text_what_it_finds_in_the_plain_one(data):
    language = data.draw(st.sampled_from(sorted(SENTENCES)))
    sentence, out = SENTENCES[language], []
    for at, letter in enumerate(sentence):
        inside = letter.isalpha() and sentence[at + 1 : at + 2].isalpha()
        stressed = inside and letter in "аеиіоуя" and data.draw(st.integers(0, 4)) == 0
        noise = data.draw(st.sampled_from(["", "", "", *NOISE])) if inside else ""
        blank = data.draw(st.sampled_from(" \u00a0\u2009")) if letter == " " else letter
        out.append(unicodedata.normalize("NFD", blank) + ("\u0301" if stressed else "") + noise)
    text = "".join(out)
    found = read(text, language)
    assert [(one.cue, one.strength) for one in found] == [
        (one.cue, one.strength) for one in read(sentence, language)
    ]
    assert [plain_text(text[one.start : one.end]).text for one in found] == [
        one.words for one in read(sentence, language)
    ]


def test_the_lens_reads_what_is_seen_and_nothing_inside_addresses():
    (shame, treason) = read("Це гaнeбна зрaда.", "uk")
    assert (shame.words, treason.words) == ("гaнeбна", "зрaда")
    assert shame.reason.endswith(MIXED)
    assert MIXED not in read("Це ганебна зрада.", "uk")[0].reason
    assert [one.words for one in read("This is a __pathetic__ plan of _cowards_.", "en")] == [
        "pathetic",
        "cowards",
    ]
    assert (
        read("See https://example.org/pathetic/disgrace for the film, pathetic.com, @pathetic.", "en") == ()
    )
    assert [one.words for one in read("#pathetic_plan", "en")] == ["pathetic"]


def test_findings_in_html_are_cut_from_the_text_as_it_stands():
    text = '<i class="disgrace">A p&shy;athe<b>tic</b></i> plan, &laquo;vile&raquo;'
    found = read(text, "en")
    assert [one.words for one in found] == ["p&shy;athe<b>tic", "vile"]
    assert [one.full for one in found] == [True, False]
