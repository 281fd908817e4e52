"""Get what the browser tests need, a browser and fonts, or say in one sentence what is missing.

`make test` begins with ``python -m tools.ready``, before anything is installed. What only `playwright
install` can bring is fetched by ``python -m tools.ready --fetch``, once playwright itself is there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
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

    def libraries(self) -> dict[str, str]:
        """Return the libraries that playwright itself misses, with the packages that have them."""

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


@dataclass(frozen=True, slots=True)
class State:
    """What is there of what the browser tests need."""

    browser: str | None
    undrawn: str  # the characters that cannot be drawn: all, where there is no browser
    libraries: dict[str, str]  # that playwright misses, with the packages that have them

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.browser) and not self.undrawn and not self.libraries

    def missing(self) -> str:
        """Say what is missing."""
        said = ["" if self.browser else "Chromium or Chrome"]
        said.append(f"fonts for {', '.join(fonts.writings(self.undrawn))}" if self.undrawn else "")
        said.append(f"the library {', '.join(self.libraries)}" if self.libraries else "")
        return " and ".join(filter(None, said))

    def packages(self, chromium: str) -> list[str]:
        """Return the packages of Debian that bring what is missing."""
        browser = [] if self.browser else [chromium]
        return [*browser, *fonts.packages(self.undrawn), *sorted(self.libraries.values())]


def look(machine: Machine, text: str) -> State:
    """See what is there."""
    found = machine.browser()
    return State(found, machine.undrawn(found, text) if found else text, machine.libraries())


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
    state = look(machine, text)
    if not state.ready and machine.root and machine.has("apt-get"):
        machine.apt_install(*state.packages(machine.chromium))
        state = look(machine, text)
    if state.ready:
        return f"Browser tests use {state.browser}"
    if not state.browser and not state.libraries and machine.can_fetch():
        state = replace(state, undrawn=machine.unlisted(text))
        if not state.undrawn:
            return LATER
    raise NotReady(sentence(machine, state))


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
    state = look(machine, text)
    if not state.ready:
        raise NotReady(sentence(machine, state))
    return f"Browser tests use {state.browser}"


def sentence(machine: Machine, state: State) -> str:
    """Say what is missing, why it cannot be got from here, and what to do about it."""
    packages = " ".join(state.packages(machine.chromium))
    own = next((command for name, command in ELSEWHERE.items() if machine.has(name)), "")
    if not machine.has("apt-get"):
        why, do = "only Debian's and Ubuntu's packages are installed for you", own and f"run `{own}`"
    elif machine.root:
        why, do = f"apt-get has nothing that would do among {packages}", ""
    else:
        why, do = "only root may install packages", f"run as root `{APT_INSTALL} {packages}`"
    if not state.browser:
        why += ", and `playwright install` would bring no browser that starts"
    return (
        f"The browser tests need {state.missing()}, which cannot be got from here ({why}): "
        f"{do or 'install what is missing'}, or name a browser with {VARIABLE}=/path/to/chrome, "
        "or run `make test-quick`, which needs none."
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
