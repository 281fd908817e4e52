"""docs/reference.md names every command, every setting and every public name of the face."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import infowar_kit
from infowar_kit.cli import main
from infowar_kit.face import Kit, exhibits

PACKAGE = Path(infowar_kit.__file__).parent
REFERENCE = (PACKAGE.parent / "docs" / "reference.md").read_text(encoding="utf-8")


def commands(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Return every command below some words, as one would type it, by reading the help."""
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    said = capsys.readouterr().out
    found = []
    if "\ncommands:" in said:
        listed = said.partition("\ncommands:")[2].partition("\n\n")[0]
        for name in re.findall(r"^    ([a-z-]+)(?: |$)", listed, re.MULTILINE):
            below = commands(capsys, *words, name)
            found += below or [" ".join([*words, name])]
    return found


def test_every_command_is_named(capsys):
    found = commands(capsys)
    assert {"open", "check", "corpus check", "tone scan"} <= set(found)
    missing = [name for name in found if f"`infowar-kit {name}" not in REFERENCE]
    assert not missing


def test_the_help_of_every_command_ends_with_examples_and_what_its_exit_status_means(capsys):
    for name in commands(capsys):
        with pytest.raises(SystemExit) as left:
            main([*name.split(), "--help"])
        said = capsys.readouterr().out
        assert left.value.code == 0
        assert re.search(rf"^examples?:\n  infowar-kit {name}\b", said, re.MULTILINE), name
        assert re.search(r"^exit status:\s+0 \w", said, re.MULTILINE), name
        # A default that is said in words is one that can be known.
        assert "as before" not in said


@pytest.mark.parametrize(
    ("words", "example"),
    [
        (["lessons", "export", "--minutes", "x"], "--minutes 20"),
        (["open", "--port", "x"], "--port 8890"),
        (["tone", "evaluate", "posts.csv", "--seed", "1.5"], "--seed 8"),
        (["tone", "evaluate", "posts.csv", "--draws", ""], "--draws 300"),
    ],
)
def test_a_number_that_is_none_is_said_in_words(words, example, capsys):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert f"'{words[-1]}' is no " in said and said.endswith(f"for example: {example}\n")


def test_every_setting_is_named():
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    # One is told by `infowar-kit check` to the process that it starts, and set by nobody else.
    settings = set(re.findall(r'"(INFOWAR_KIT_[A-Z]+)"', code)) - {"INFOWAR_KIT_CELLS"}
    assert settings
    assert not [name for name in settings if f"`{name}`" not in REFERENCE]


def test_every_public_name_of_the_face_is_named():
    public = {name for name in vars(Kit) if not name.startswith("_")} | {"language"}
    missing = [name for name in public if not re.search(rf"`kit\.{name}\b", REFERENCE)]
    shown = [name for names in exhibits().values() for name in names]
    missing += [name for name in shown if f"`{name}(" not in REFERENCE]
    assert not missing


def test_nothing_is_named_that_is_not_there():
    names = set(re.findall(r"`kit\.([a-z_]+)", REFERENCE)) | set(re.findall(r"\| `([a-z_]+)\(", REFERENCE))
    shown = [name for names in exhibits().values() for name in names]
    public = set(vars(Kit)) | {"language", *shown}
    assert names <= public
