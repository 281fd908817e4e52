"""One place where text becomes HTML.

Whatever comes from data or from a learner goes through `escape` or a function built on it. Text in
another language is marked with its language and direction, so that a screen reader changes its voice and
Arabic runs from the right.
"""

from __future__ import annotations

import html
import re

from infowar_kit.say import Sayings, later, say

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
LANGUAGES = Sayings(
    {
        "ar": later("Arabic"),
        "be": later("Belarusian"),
        "bg": later("Bulgarian"),
        "bs": later("Bosnian"),
        "cs": later("Czech"),
        "da": later("Danish"),
        "de": later("German"),
        "el": later("Greek"),
        "en": later("English"),
        "es": later("Spanish"),
        "et": later("Estonian"),
        "fa": later("Persian"),
        "fi": later("Finnish"),
        "fr": later("French"),
        "he": later("Hebrew"),
        "hr": later("Croatian"),
        "hu": later("Hungarian"),
        "id": later("Indonesian"),
        "is": later("Icelandic"),
        "it": later("Italian"),
        "ja": later("Japanese"),
        "ka": later("Georgian"),
        "ko": later("Korean"),
        "lt": later("Lithuanian"),
        "lv": later("Latvian"),
        "mul": later("several languages"),
        "nl": later("Dutch"),
        "no": later("Norwegian"),
        "pl": later("Polish"),
        "pt": later("Portuguese"),
        "ro": later("Romanian"),
        "ru": later("Russian"),
        "sk": later("Slovak"),
        "sl": later("Slovenian"),
        "sr": later("Serbian"),
        "sv": later("Swedish"),
        "tr": later("Turkish"),
        "uk": later("Ukrainian"),
        "und": later("language not determined"),
        "zh": later("Chinese"),
    }
)
# Characters that change the direction of what follows: inside a marked span they must not leak out.
_BIDI = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

# What begins mathematics for a notebook.
_MATHEMATICS = re.compile(r"\$|\\(?=[\[(]|begin|ref|eqref)")
_STRESS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_TAG = re.compile(r"<[^>]*>")
_QUOTED = re.compile(r"^[ \t]*> ", re.MULTILINE)
# The first blank is what tells the mark from a bracket with a colon in it.
_LANGUAGE = re.compile(r"\[([a-z]{2}): ([^\[\]]+)\]")


def attribute(text: object) -> str:
    """Return `text` safe to stand in a quoted attribute, or where no element may stand."""
    return html.escape(str(text).translate(_BIDI), quote=True)


def escape(text: object) -> str:
    """Return `text` safe to stand in an element.

    Notebooks read text between two signs of the dollar as mathematics; a sign in an element of its own is
    none, for they do not look for its pair in another one.
    """
    return _MATHEMATICS.sub(r"<span>\g<0></span>", attribute(text))


def direction(language: str) -> str:
    """Return ``"rtl"`` for languages written from the right, else ``"ltr"``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def language_name(language: str) -> str:
    """Return the name of a language, or its code where we have none."""
    base, _, script = language.partition("-")
    name = LANGUAGES.get(base, base)
    return say("{name} in Latin letters", name=name) if script == "Latn" else name


def foreign(text: object, language: str) -> str:
    """Return text of another language as escaped HTML with `lang` and `dir`."""
    return f'<span lang="{attribute(language)}" dir="{direction(language)}">{escape(text)}</span>'


def prose(text: str) -> str:
    """Return a text row as HTML paragraphs.

    Rows may use four marks of Markdown and one of our own: an empty line parts paragraphs, ``*word*``
    stresses, lines that begin with ``- `` make a list, lines that begin with ``> `` a post that is quoted,
    and ``[uk: слово]`` says in which language words are. Everything else is escaped.
    """
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines()]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            blocks.append("<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>")
        elif all(line.startswith("> ") for line in lines):
            quoted = inline(" ".join(line[2:] for line in lines))
            blocks.append(f'<blockquote class="iwk-post"><p>{quoted}</p></blockquote>')
        else:
            blocks.append(f"<p>{inline(' '.join(lines))}</p>")
    return "".join(blocks)


def inline(text: str) -> str:
    """Return one line as HTML, with ``*word*`` stressed and ``[uk: слово]`` marked with its language."""
    return _LANGUAGE.sub(_marked, _STRESS.sub(r"<em>\1</em>", escape(text)))


def plain(text: str) -> str:
    """Return a text row as plain text, without the marks of `prose`."""
    return without_languages(_QUOTED.sub("", _STRESS.sub(r"\1", text.strip())))


def one_line(text: str) -> str:
    """Return a text row as plain text on one line."""
    return " ".join(plain(text).split())


def beside(quoted: str, ours: str) -> str:
    """Return words that are quoted, and ours on them, as text or HTML.

    A full stop parts them where nothing else does.
    """
    if not quoted or not ours:
        return quoted or ours
    ends = _TAG.sub("", quoted).rstrip("”»")[-1:]
    return f"{quoted} {ours}" if ours.startswith("(") or ends in (".", "!", "?", "…") else f"{quoted}. {ours}"


def first_foreign(text: str) -> tuple[str, str] | None:
    """Return the first words marked with their language, and that language."""
    return next(((words, code) for code, words in _LANGUAGE.findall(text) if code in LANGUAGES), None)


def without_languages(text: str) -> str:
    """Return a text without its language marks; the words stay."""
    return _LANGUAGE.sub(lambda found: found[2] if found[1] in LANGUAGES else found[0], text)


def _marked(found: re.Match[str]) -> str:
    if found[1] not in LANGUAGES:
        return found[0]
    return f'<span lang="{found[1]}" dir="{direction(found[1])}">{found[2]}</span>'
