"""What the documents say can be followed: their links lead somewhere, their commands exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
from functools import cache

import pytest

from infowar_kit.cli import main
from tools.pages import ROOT, anchors, dead, documents, links, moved, pages

FENCED = re.compile(r"^```(?:console|bash|sh|shell)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
# In a document that tells of earlier versions a command may be gone.
OF_NOW = [name for name in documents() if name != "CHANGELOG.md"]


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def commands(text: str, program: str) -> list[str]:
    """Return every command of a program that stands in code, in a line of its own or within a sentence."""
    blocks = [block.replace("\\\n", " ").splitlines() for block in FENCED.findall(text)]
    blocks += [block.splitlines() for block in re.findall(r"(?:^    \S.*\n)+", text, re.MULTILINE)]
    found = [line.strip().removeprefix("$ ") for lines in blocks for line in lines]
    found += INLINE.findall(re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [command for command in found if re.match(rf"{program}(?: |$)", command)]


@cache
def help_of(*words: str) -> str:
    """Return the help of a command; empty where there is no such command."""
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            main([*words, "--help"])
        except SystemExit as ended:
            return out.getvalue() if not ended.code else ""
    return ""


def fault(command: str) -> str:
    """Return what is wrong with a command of the kit: a name or an option that does not exist."""
    if "COMMAND" in command:  # stands for any of them
        return ""
    words, path = shlex.split(command.partition("#")[0].replace("…", "_"))[1:], []
    while words and not words[0].startswith("-") and "\ncommands:" in help_of(*path):
        if not re.search(rf"^    {re.escape(words[0])}(?: |$)", help_of(*path), re.MULTILINE):
            return f"{command}: there is no '{words[0]}'"
        path.append(words.pop(0))
    known = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", help_of(*path)))
    unknown = [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known]
    return f"{command}: no option {unknown[0]}" if unknown else ""


@pytest.mark.parametrize("document", documents())
def test_every_link_leads_somewhere(document):
    assert list(dead(document, text_of(document))) == []


def test_a_dead_link_is_found():
    lines = ("[a](README.md) [b](gone.md)", "```", "[c](gone.md)", "```", "`[d](gone.md)` ![e](docs/no.png)",
             "[f](README.md#gone)")  # fmt: skip
    assert list(dead("CHANGELOG.md", "\n".join(lines))) == [
        "CHANGELOG.md:1: there is no gone.md",
        "CHANGELOG.md:5: there is no docs/no.png",
        "CHANGELOG.md:6: no heading for README.md#gone",
    ]
    assert anchors("# One *and* two\n## One and two\n## a_b\n") == {"one-and-two", "one-and-two-1", "a_b"}


def test_links_are_led_to_pages_of_the_site_or_to_the_repository():
    text = "[a](../CONTRIBUTING.md#x) [b](instructors) `[c](../gone.md)` ![d](images/feed.png) [e](https://example.org)"
    assert moved("docs/class.md", text) == (
        "[a](CONTRIBUTING.md#x) [b](https://github.com/infowar-kit/infowar-kit/blob/main/docs/instructors) "
        "`[c](../gone.md)` ![d](images/feed.png) [e](https://example.org)"
    )
    assert moved("datasets/lens/DATASHEET.md", "[a](../../docs/class.md) [b](DICTIONARY.md)") == (
        "[a](../../class.md) [b](DICTIONARY.md)"
    )
    assert (
        moved("docs/index.md", "[Lessons](lessons/index.html)") == '<a href="lessons/index.html">Lessons</a>'
    )


def test_every_document_is_a_page_but_the_answers():
    apart = {name for name in documents() if name not in pages()}
    assert {name for name in apart if not name.startswith("docs/instructors/")} == {"README.md"}
    assert set(pages()) <= set(documents())


def test_every_page_can_be_reached_from_the_first():
    """By links that stand in a text; the list beside the pages has them all."""
    first = {link.target.partition("#")[0] for link in links(text_of("docs/index.md"))}
    assert {f"for-{who}.md" for who in ("students", "instructors", "historians", "developers")} <= first


@pytest.mark.parametrize("document", OF_NOW)
def test_every_command_of_the_kit_exists(document):
    assert [said for command in commands(text_of(document), "infowar-kit") if (said := fault(command))] == []


@pytest.mark.parametrize("document", OF_NOW)
def test_every_make_target_exists(document):
    made = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for command in commands(text_of(document), "make") for word in command.split()[1:2]}
    assert {name for name in named if re.fullmatch("[a-z-]+", name)} - made == set()


@pytest.mark.parametrize("document", OF_NOW)
def test_every_module_that_is_run_exists(document):
    named = [re.match(r"python -m ([\w.]+)", command) for command in commands(text_of(document), "python")]
    missing = [found[1] for found in named if found and importlib.util.find_spec(found[1]) is None]
    assert missing == []


def test_a_command_that_is_not_there_is_found():
    assert fault("infowar-kit nope") == "infowar-kit nope: there is no 'nope'"
    assert (
        fault("infowar-kit tone scan x.csv --colour red")
        == "infowar-kit tone scan x.csv --colour red: no option --colour"
    )
    assert fault("infowar-kit tone scan 'a b.csv' --column text -o found.csv") == ""
    text = "```\ninfowar-kit open\n```\nand `infowar-kit check`.\n\n    infowar-kit copy x\n"
    assert commands(text, "infowar-kit") == [
        "infowar-kit open", "infowar-kit copy x", "infowar-kit check",
    ]  # fmt: skip
    assert all(
        commands(text_of(name), "infowar-kit")
        for name in ("README.md", "docs/class.md", "docs/for-developers.md")
    )
