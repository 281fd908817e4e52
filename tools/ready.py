"""Get what the browser tests need, a browser and fonts, or say in one sentence what is missing.

`make test` begins with ``python -m tools.ready``, before anything is installed. What only `playwright
install` can bring is fetched by ``python -m tools.ready --fetch``, once playwright itself is there.
"""

from __future__ import annotations

import sys
from typing import Protocol

from tools import fonts
from tools.browser import VARIABLE, BrowserBroken
from tools.machine import APT_INSTALL, CannotInstall, ThisMachine

LATER = "No Chromium found: `playwright install` will fetch one once playwright is there"
# For whom we install nothing: the command of the system that they have.
ELSEWHERE = {
    "dnf": "dnf install -y chromium google-noto-sans-cjk-fonts",
    "pacman": "pacman -S chromium noto-fonts-cjk",
    "brew": "brew install --cask chromium",
}


class NotReady(Exception):
    """Something is missing that cannot be got from here; the message is for the person at the keyboard."""


class Machine(Protocol):
    """What a machine has and may; `tools.machine.ThisMachine` is the real one."""

    root: bool
    chromium: str  # what apt-get calls it here

    def browser(self) -> str | None:
        """Return the path of a browser, or None."""

    def undrawn(self, browser: str, text: str) -> str:
        """Return the characters for which the browser finds no font."""

    def unlisted(self, text: str) -> str:
        """Return the characters for which the system lists no font, as far as it can be asked."""

    def has(self, command: str) -> bool:
        """Return whether there is such a command."""

    def apt_install(self, *packages: str) -> None:
        """Install the Debian packages that there are under these names."""

    def can_fetch(self) -> bool:
        """Return whether `playwright install` would bring a browser that starts."""

    def fetch(self) -> None:
        """Run `playwright install`."""


def look(machine: Machine, text: str) -> tuple[str | None, str]:
    """Return the browser and the characters of a text that it cannot draw: all, where there is no browser."""
    found = machine.browser()
    return found, (machine.undrawn(found, text) if found else text)


def prepare(machine: Machine, text: str) -> str:
    """Get a browser and fonts that draw a text, as far as that goes before anything else is installed.

    Parameters
    ----------
    machine : Machine
        Where to get them.
    text : str
        The characters that have to be drawn.

    Returns
    -------
    str
        What the tests will use.

    Raises
    ------
    NotReady
        If something is missing that cannot be got from here; nothing was installed then.
    BrowserBroken
        If there is a browser that does not start.
    """
    found, lacking = look(machine, text)
    if (not found or lacking) and machine.root and machine.has("apt-get"):
        machine.apt_install(*([] if found else [machine.chromium]), *fonts.packages(lacking))
        found, lacking = look(machine, text)
    if found and not lacking:
        return f"Browser tests use {found}"
    if not found and machine.can_fetch():
        lacking = machine.unlisted(text)
        if not lacking:
            return LATER
    raise NotReady(sentence(machine, found, lacking))


def fetch(machine: Machine, text: str) -> str:
    """Fetch a browser with `playwright install` where there is still none.

    Returns
    -------
    str
        What the tests will use; nothing where that was said before.

    Raises
    ------
    NotReady
        If what was fetched cannot draw the text.
    BrowserBroken
        If it does not start.
    """
    if machine.browser():
        return ""
    machine.fetch()
    found, lacking = look(machine, text)
    if not found or lacking:
        raise NotReady(sentence(machine, found, lacking))
    return f"Browser tests use {found}"


def sentence(machine: Machine, found: str | None, lacking: str) -> str:
    """Say what is missing, why it cannot be got from here, and what to do about it."""
    writings = f"fonts for {', '.join(fonts.writings(lacking))}" if lacking else ""
    missing = " and ".join(filter(None, ["" if found else "Chromium or Chrome", writings]))
    packages = [*([] if found else [machine.chromium]), *fonts.packages(lacking)]
    own = next((command for name, command in ELSEWHERE.items() if machine.has(name)), "")
    if not machine.has("apt-get"):
        why, do = (
            "only Debian's and Ubuntu's packages are installed for you",
            f"run `{own}`" if own else "install them",
        )
    elif machine.root:
        why, do = f"there is no package that would do among {', '.join(packages)}", "install them"
    else:
        why, do = "only root may install packages", f"run as root `{APT_INSTALL} {' '.join(packages)}`"
    if not found:
        why += ", and `playwright install` would bring no browser that starts"
    return (
        f"The browser tests need {missing}, which cannot be got from here ({why}): {do}, "
        f"or name a browser with {VARIABLE}=/path/to/chrome, or run `make test-quick`, which needs none."
    )


def main(arguments: list[str]) -> int:
    """Get ready and say what the tests will use; 1 where that is not possible."""
    step = fetch if arguments == ["--fetch"] else prepare
    try:
        said = step(ThisMachine(), fonts.letters())
    except (NotReady, BrowserBroken, CannotInstall) as error:
        print(error, file=sys.stderr)
        return 1
    print(said, end="\n" if said else "", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
