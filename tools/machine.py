"""What this machine has and may, where a browser and fonts are concerned."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tools import browser, fonts

APT_INSTALL = "apt-get install -y --no-install-recommends"
APT_PATIENCE = "DPkg::Lock::Timeout=300"  # seconds; a machine that has just started may be updating itself
# Where playwright's browsers come from; its own variable names another place.
DOWNLOADS = "https://cdn.playwright.dev/"
DOWNLOADS_VARIABLE = "PLAYWRIGHT_DOWNLOAD_HOST"
# What playwright's own driver is linked with, and a minimal Debian lacks.
OF_THE_DRIVER = {"libatomic.so.1": "libatomic1"}
# The browser that playwright fetches brings no libraries: where one of these is missing, it does not start.
OF_THE_BROWSER = (
    "libnss3.so",
    "libgbm.so.1",
    "libasound.so.2",
    "libatk-bridge-2.0.so.0",
    "libxkbcommon.so.0",
)
FORBIDDEN = {403, 407, 451}


class CannotInstall(Exception):
    """A command that installs something failed; the message holds its last words."""


class ThisMachine:
    """The machine on which this runs."""

    def __init__(self) -> None:
        self.root = hasattr(os, "geteuid") and os.geteuid() == 0
        # Ubuntu's package is a door to a snap, and called so.
        self.chromium = "chromium-browser" if self._is("ubuntu") else "chromium"

    @staticmethod
    def _is(system: str) -> bool:
        try:
            return f"ID={system}" in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
        except OSError:
            return False

    def browser(self) -> str | None:
        """Return the path of a browser, or None."""
        named = os.environ.get(browser.VARIABLE)
        found = browser.find_browser()
        if named and not found:
            raise browser.BrowserBroken(
                f"{browser.VARIABLE} names {named}, which is no program that can be run"
            )
        return found

    def undrawn(self, path: str, text: str) -> str:
        """Return the characters for which the browser finds no font."""
        return browser.undrawn(path, text)

    def libraries(self) -> dict[str, str]:
        """Return the libraries that playwright itself misses, with the packages that have them."""
        return {name: package for name, package in OF_THE_DRIVER.items() if not _loads(name)}

    def unlisted(self, text: str) -> str:
        """Return the characters for which fontconfig lists no font; none where it cannot be asked."""
        if not self.has("fc-list"):
            return ""
        # One of each writing: a question a letter would take seconds.
        asked = {fonts.writing(one): one for one in reversed(text)}.values()
        return "".join(
            one for one in asked if not _output("fc-list", f":charset={ord(one):x}", "file").strip()
        )

    def has(self, command: str) -> bool:
        """Return whether there is such a command."""
        return shutil.which(command) is not None

    def apt_install(self, *packages: str) -> None:
        """Install the Debian packages that there are under these names.

        Raises
        ------
        CannotInstall
            If apt-get fails.
        """
        # A failure here need not matter: one source of many may be out of reach.
        subprocess.run(["apt-get", "-o", APT_PATIENCE, "update", "-qq"], capture_output=True, check=False)
        there = [name for name in packages if _apt_has(name)]
        if not there:
            return
        print(f"Installing with apt-get: {', '.join(there)} ...", flush=True)
        quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        _run("apt-get", "-o", APT_PATIENCE, "-qq", *APT_INSTALL.split()[1:], *there, environment=quiet)

    def can_fetch(self) -> bool:
        """Return whether `playwright install` would bring a browser that starts."""
        # As root playwright gets the libraries itself.
        return (self._may_get_libraries() or all(map(_loads, OF_THE_BROWSER))) and _answers(
            os.environ.get(DOWNLOADS_VARIABLE) or DOWNLOADS
        )

    def _may_get_libraries(self) -> bool:
        return self.root and self.has("apt-get")

    def fetch(self) -> None:
        """Run `playwright install`.

        Raises
        ------
        CannotInstall
            If it fails.
        """
        print("Fetching Chromium with `playwright install` ...", flush=True)
        libraries = ["--with-deps"] if self._may_get_libraries() else []
        _run(sys.executable, "-m", "playwright", "install", *libraries, "--no-shell", "chromium")


def _run(*command: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join(done.stdout.strip().splitlines()[-10:])
        raise CannotInstall(f"`{' '.join(command)}` ended with {done.returncode}:\n{said}")


def _output(*command: str) -> str:
    done = subprocess.run(
        command, env=os.environ | {"LC_ALL": "C.UTF-8"}, capture_output=True,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    return done.stdout


def _apt_has(package: str) -> bool:
    """Return whether there is such a package, and it is the program and no door to a snap."""
    found = [line for line in _output("apt-cache", "policy", package).splitlines() if "Candidate:" in line]
    return bool(found) and "(none)" not in found[0] and "snap" not in found[0]


def _loads(library: str) -> bool:
    """Return whether a library of Linux can be loaded; other systems bring what playwright needs."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
    return True


def _answers(address: str) -> bool:
    """Return whether a server can be reached and says anything but that it must not be asked."""
    try:
        urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=15).close()
    except urllib.error.HTTPError as error:
        return error.code not in FORBIDDEN
    except (OSError, ValueError):
        return False
    return True
