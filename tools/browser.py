"""Which browser the tests use, how it is started, and what it can draw."""

from __future__ import annotations

import base64
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VARIABLE = "INFOWAR_KIT_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Where `playwright install` puts what it fetches, and what the browser is called there.
FETCHED_INTO = {"darwin": "~/Library/Caches/ms-playwright", "win32": "~/AppData/Local/ms-playwright"}
FETCHED = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
# Chromium talks to nobody: what it would ask its maker's servers shows up as noise in a closed network.
# Root and most containers cannot have its sandbox, and containers have little or no /dev/shm.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A character that no font has is drawn like U+FFFF, the box of the font.
UNDRAWN = r"""(text, family) => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", {willReadFrequently: true});
  canvas.width = canvas.height = 40;
  pen.font = "24px " + family;
  const drawn = (character) => {
    pen.clearRect(0, 0, 40, 40);
    pen.fillText(character, 4, 30);
    return canvas.toDataURL();
  };
  const box = drawn("\uFFFF");
  return [...new Set(text)].filter((one) => one.trim() && drawn(one) === box).join("");
}"""
PATIENCE = 120  # seconds; a busy machine is slow, not wrong


class BrowserBroken(Exception):
    """A browser is there and does not do what it should."""


def find_browser() -> str | None:
    """Return the path of Chromium or Chrome, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None) or _fetched()


def _fetched() -> str | None:
    """Return the newest browser that `playwright install` has fetched."""
    place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or FETCHED_INTO.get(
        sys.platform, "~/.cache/ms-playwright"
    )
    try:
        folder = Path(place).expanduser()
    except RuntimeError:  # nobody's home: no HOME and no entry among the users
        return None
    found = [path for pattern in FETCHED for path in folder.glob(pattern) if os.access(path, os.X_OK)]
    return str(max(found, key=_revision)) if found else None


def _revision(path: Path) -> int:
    return max((int(number) for number in re.findall(r"chromium-(\d+)", str(path))), default=0)


def undrawn(browser: str, text: str) -> str:
    """Return the characters of a text for which the browser finds no font.

    Raises
    ------
    BrowserBroken
        If the browser does not start, with its last words.
    """
    # As JSON, all beyond ASCII is escaped already; a "<" would end the script.
    letters = json.dumps(text).replace("<", "\\u003c")
    script = f"document.title = 'no:' + ({UNDRAWN})({letters}, 'sans-serif') + ':end'"
    page = f'<!DOCTYPE html><meta charset="utf-8"><title></title><script>{script}</script>'
    address = "data:text/html;base64," + base64.b64encode(page.encode()).decode()
    # A profile of its own: somebody may be using this browser.
    with tempfile.TemporaryDirectory(prefix="infowar-kit-", ignore_cleanup_errors=True) as profile:
        command = [browser, "--headless", *CHROMIUM, f"--user-data-dir={profile}", "--dump-dom", address]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BrowserBroken(f"{browser} drew nothing in {PATIENCE} s") from None
        except OSError as error:
            raise BrowserBroken(f"{browser} does not start: {error.strerror}") from None
    answer = re.search(r"<title>no:(.*?):end</title>", done.stdout, re.DOTALL)
    if answer is None:
        # A machine without a desktop has no D-Bus, and Chromium says so many times over and goes on.
        said = [line for line in done.stderr.strip().splitlines() if "dbus/" not in line]
        raise BrowserBroken(
            f"{browser} does not start: {said[-1] if said else f'it ended with {done.returncode}'}"
        )
    return html.unescape(answer[1])
