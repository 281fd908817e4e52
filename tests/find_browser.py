"""Say which browser the tests use, or what is missing and how to get it: `make test` begins with this."""

from __future__ import annotations

import os
import shutil
import sys

VARIABLE = "INFOWAR_KIT_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """Return the path of Chromium or Chrome, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__":
    browser = find_browser()
    if browser is None:
        sys.exit(
            "No Chromium or Chrome found: the browser tests need one.\n"
            "  Debian, Ubuntu:  apt-get install -y chromium\n"
            "  Fedora:          dnf install -y chromium\n"
            "  macOS:           brew install --cask chromium\n"
            f"Or name one that is installed elsewhere: {VARIABLE}=/path/to/chrome make test\n"
            "Everything that needs no browser:  make test-quick"
        )
    sys.stdout.write(f"Browser tests use {browser}\n")
