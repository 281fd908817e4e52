"""A small learning platform: it unpacks a package, reads its manifest, and shows its pages in a frame."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

HERE = Path(__file__).parent
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


class Platform:
    """A package that was put on a platform.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is unpacked; must not exist.
    package : pathlib.Path
        The zip.
    runtime : pathlib.Path
        scorm-again's script of SCORM 1.2.
    """

    def __init__(self, folder: Path, package: Path, runtime: Path) -> None:
        self.folder = folder
        content = folder / "content"
        with zipfile.ZipFile(package) as archive:
            archive.extractall(content)
        for page in (HERE / "platform.html", runtime):
            shutil.copy(page, folder / page.name)
        shutil.copy(HERE / "reporting.html", content)
        self.manifest = (content / "imsmanifest.xml").read_text(encoding="utf-8")
        self.items = items(self.manifest)
        self.port = 0

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve it to this machine."""
        quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        handler = functools.partial(quiet, directory=str(self.folder))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            self.port = server.server_port
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield
            server.shutdown()

    def address(self, *, host: str = "127.0.0.1", sandbox: str = "") -> str:
        """Return the platform's page.

        Parameters
        ----------
        host : str
            Which name of this machine the pages come from; with another than the platform's, the browser
            takes them for those of somebody else.
        sandbox : str
            What the frame is allowed to do; empty for everything.
        """
        shown = [{"title": title, "href": href} for title, href in self.items]
        given = {
            "content": f"http://{host}:{self.port}/content/", "sandbox": sandbox,
            "items": [*shown, {"title": "A page that reports", "href": "reporting.html"}],
        }  # fmt: skip
        return f"http://127.0.0.1:{self.port}/platform.html#{quote(json.dumps(given))}"


def items(manifest: str) -> list[tuple[str, str]]:
    """Return title and page of each item of the default organization, as a platform finds them."""
    root = ElementTree.fromstring(manifest)
    pages = {one.get("identifier"): one.get("href") for one in root.iter(f"{CP}resource")}
    organizations = root.find(f"{CP}organizations")
    assert organizations is not None
    [course] = [one for one in organizations if one.get("identifier") == organizations.get("default")]
    return [
        (one.findtext(f"{CP}title") or "", pages[one.get("identifierref")] or "")
        for one in course.iter(f"{CP}item")
    ]


def told(page: Any) -> dict[str, Any]:
    """Return what the platform was told so far: how often its run-time was looked for, and each call."""
    return dict(page.evaluate("() => told"))
