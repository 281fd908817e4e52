"""What `make test` begins with: it gets a browser and fonts where it may, and else it says so first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from tools import fonts
from tools.browser import BrowserBroken, find_browser, undrawn
from tools.ready import LATER, NotReady, fetch, prepare

TEXT = "жع乌リ"
NOTO_CJK = "乌リ"


@dataclass
class Machine:
    """A machine as a test wants it; what apt-get and playwright bring is there afterwards."""

    root: bool = False
    chromium: str = "chromium"
    commands: tuple[str, ...] = ("apt-get",)
    installed: set[str] = field(default_factory=set)
    in_archive: tuple[str, ...] = ("chromium", "fonts-noto-cjk", "fonts-dejavu-core", "libatomic1")
    downloads: bool = False
    unlisted_letters: str = ""
    linked_with: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def browser(self) -> str | None:
        there = self.installed & {"chromium", "fetched"}
        return f"/usr/bin/{min(there)}" if there else None

    def undrawn(self, browser: str, text: str) -> str:
        assert browser == self.browser()
        return "".join(one for one in text if fonts.writing(one)[1] not in self.installed)

    def libraries(self) -> dict[str, str]:
        return {name: package for name, package in self.linked_with.items() if package not in self.installed}

    def unlisted(self, text: str) -> str:
        return "".join(one for one in text if one in self.unlisted_letters)

    def has(self, command: str) -> bool:
        return command in self.commands

    def apt_install(self, *packages: str) -> None:
        assert self.root, "apt-get without being root"
        self.done.append("apt-get " + " ".join(packages))
        self.installed |= {name for name in packages if name in self.in_archive}

    def can_fetch(self) -> bool:
        return self.downloads

    def fetch(self) -> None:
        self.done.append("playwright install")
        self.installed.add("fetched")


def everything() -> set[str]:
    return {"chromium", "fonts-noto-cjk", "fonts-dejavu-core"}


@pytest.mark.parametrize("root", [True, False])
def test_nothing_is_done_where_nothing_is_missing(root):
    machine = Machine(root=root, installed=everything())
    assert prepare(machine, TEXT) == "Browser tests use /usr/bin/chromium"
    assert fetch(machine, TEXT) == ""
    assert machine.done == []


def test_root_gets_the_browser_and_the_fonts_by_packages():
    machine = Machine(root=True)
    assert prepare(machine, TEXT) == "Browser tests use /usr/bin/chromium"
    assert machine.done == ["apt-get chromium fonts-dejavu-core fonts-noto-cjk"]


def test_root_gets_only_the_font_that_is_missing():
    machine = Machine(root=True, installed={"chromium", "fonts-dejavu-core"})
    prepare(machine, TEXT)
    assert machine.done == ["apt-get fonts-noto-cjk"]


def test_root_gets_the_libraries_that_playwright_misses():
    machine = Machine(root=True, installed=everything(), linked_with={"libatomic.so.1": "libatomic1"})
    assert prepare(machine, TEXT) == "Browser tests use /usr/bin/chromium"
    assert machine.done == ["apt-get libatomic1"]


def test_where_the_browser_is_no_package_root_gets_the_fonts_first_and_the_browser_by_playwright():
    machine = Machine(root=True, in_archive=("fonts-noto-cjk", "fonts-dejavu-core"), downloads=True)
    assert prepare(machine, TEXT) == LATER
    assert fetch(machine, TEXT) == "Browser tests use /usr/bin/fetched"
    assert machine.done == ["apt-get chromium fonts-dejavu-core fonts-noto-cjk", "playwright install"]


@pytest.mark.parametrize("commands", [("apt-get",), ("dnf",), ()])
def test_an_ordinary_user_gets_the_browser_by_playwright(commands):
    machine = Machine(commands=commands, downloads=True, installed={"fonts-noto-cjk", "fonts-dejavu-core"})
    assert prepare(machine, TEXT) == LATER
    assert machine.done == []
    assert fetch(machine, TEXT) == "Browser tests use /usr/bin/fetched"


SENTENCES = {
    "a user without anything": (
        Machine(),
        "The browser tests need Chromium or Chrome and fonts for Arabic, Chinese characters, Cyrillic, "
        "Japanese, which cannot be got from here (only root may install packages, and `playwright install` "
        "would bring no browser that starts): run as root `apt-get install -y --no-install-recommends "
        "chromium fonts-dejavu-core fonts-noto-cjk`, or name a browser with "
        "INFOWAR_KIT_BROWSER=/path/to/chrome, or run `make test-quick`, which needs none.",
    ),
    "a user who lacks a font": (
        Machine(installed={"chromium", "fonts-dejavu-core"}),
        "The browser tests need fonts for Chinese characters, Japanese, which cannot be got from here (only "
        "root may install packages): run as root `apt-get install -y --no-install-recommends "
        "fonts-noto-cjk`, or name a browser with INFOWAR_KIT_BROWSER=/path/to/chrome, or run "
        "`make test-quick`, which needs none.",
    ),
    "a user whose fonts playwright would not bring": (
        Machine(downloads=True, unlisted_letters=NOTO_CJK),
        "need Chromium or Chrome and fonts for Chinese characters, Japanese, which",
    ),
    "a user on Ubuntu": (
        Machine(chromium="chromium-browser", installed={"fonts-noto-cjk", "fonts-dejavu-core"}),
        "run as root `apt-get install -y --no-install-recommends chromium-browser",
    ),
    "a user whose machine lacks a library of playwright's driver": (
        Machine(installed=everything(), linked_with={"libatomic.so.1": "libatomic1"}, downloads=True),
        "The browser tests need the library libatomic.so.1, which cannot be got from here (only root may "
        "install packages): run as root `apt-get install -y --no-install-recommends libatomic1`, or name",
    ),
    "Fedora": (
        Machine(root=True, commands=("dnf",)),
        "(only Debian's and Ubuntu's packages are installed for you, and `playwright install` would bring no "
        "browser that starts): run `dnf install -y chromium google-noto-sans-cjk-fonts`, or name",
    ),
    "a system that nobody knows": (
        Machine(root=True, commands=()),
        "would bring no browser that starts): install",
    ),
    "root where no package would do": (
        Machine(root=True, in_archive=("chromium", "fonts-dejavu-core")),
        "The browser tests need fonts for Chinese characters, Japanese, which cannot be got from here "
        "(apt-get has nothing that would do among fonts-noto-cjk): install what is missing, or name",
    ),
}


@pytest.mark.parametrize(("machine", "said"), SENTENCES.values(), ids=SENTENCES)
def test_what_cannot_be_got_is_said_in_one_sentence(machine, said):
    with pytest.raises(NotReady, match=re.escape(said)) as raised:
        prepare(machine, TEXT)
    assert "\n" not in str(raised.value)
    assert "playwright install" not in machine.done


def test_a_font_that_was_not_seen_to_be_missing_is_named_after_the_browser_was_fetched():
    machine = Machine(downloads=True)
    assert prepare(machine, TEXT) == LATER
    with pytest.raises(NotReady, match="need fonts for Arabic, Chinese characters, Cyrillic, Jap"):
        fetch(machine, TEXT)


# Which characters need which font


def test_every_writing_of_the_corpus_has_a_package():
    letters = fonts.letters()
    assert {"Arabic", "Chinese characters", "Cyrillic", "Japanese"} <= set(fonts.writings(letters))
    assert len(letters) > 300
    # Whoever brings another writing names the package that draws it, or the general one turns up here.
    assert set(fonts.packages(letters)) == {"fonts-noto-cjk", "fonts-dejavu-core"}


def test_letters_are_read_from_every_table_and_latin_ones_are_left_out(tmp_path):
    (tmp_path / "event" / "evidence").mkdir(parents=True)
    (tmp_path / "event" / "evidence" / "terms.csv").write_text(
        "id,term\nx,Донба́с – «ʼé» 乌\n", encoding="utf-8"
    )
    (tmp_path / "notes.txt").write_text("ש", encoding="utf-8")
    assert fonts.letters(tmp_path) == "Дабнос乌"


def test_what_no_font_has_is_named_by_writing_and_package():
    assert fonts.lacking("") == ""
    assert fonts.lacking("乌兹乌") == (
        "no font for Chinese characters (Debian package fonts-noto-cjk), such as 乌 兹"
    )
    assert fonts.lacking("リק") == (
        "no font for Hebrew (Debian package fonts-dejavu-core), such as ק; "
        "no font for Japanese (Debian package fonts-noto-cjk), such as リ"
    )
    assert "Devanagari (Debian package fonts-noto-core)" in fonts.lacking("ह")
    assert "pictures (Debian package fonts-noto-color-emoji)" in fonts.lacking("💙")


# The browser


def program(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_browser_that_is_named_comes_first(tmp_path, monkeypatch):
    for name in ("chromium", "mine"):
        program(tmp_path / name, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("INFOWAR_KIT_BROWSER", raising=False)
    assert find_browser() == str(tmp_path / "chromium")
    monkeypatch.setenv("INFOWAR_KIT_BROWSER", str(tmp_path / "mine"))
    assert find_browser() == str(tmp_path / "mine")


def test_the_newest_browser_that_playwright_fetched_is_found(tmp_path, monkeypatch):
    for version in ("chromium-999/chrome-linux", "chromium-1255/chrome-linux64"):
        (tmp_path / version).mkdir(parents=True)
        program(tmp_path / version / "chrome", "")
    (tmp_path / "chromium-1300" / "chrome-linux64").mkdir(parents=True)  # a download that broke off
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.delenv("INFOWAR_KIT_BROWSER", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert find_browser() == str(tmp_path / "chromium-1255" / "chrome-linux64" / "chrome")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "nowhere"))
    assert find_browser() is None


def test_a_browser_that_does_not_start_says_why(tmp_path):
    words = "chrome: error while loading shared libraries: libnss3.so"
    broken = program(tmp_path / "chrome", f"echo first >&2; echo '{words}' >&2; exit 127")
    with pytest.raises(BrowserBroken, match=f"chrome does not start: {words}"):
        undrawn(broken, TEXT)
    with pytest.raises(BrowserBroken, match="does not start: it ended with 0"):
        undrawn(program(tmp_path / "silent", ""), TEXT)


@pytest.mark.browser
def test_the_browser_says_what_it_cannot_draw():
    nobody_has_it = "\U0010fffd"
    path = find_browser()
    assert path
    assert undrawn(path, f"A {nobody_has_it}я</script>'\"\\{nobody_has_it}") == nobody_has_it
    assert undrawn(path, fonts.letters()) == ""
