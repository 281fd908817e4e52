"""What could name a private person, left out of drafts: handles, and addresses that hold one."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

ALL = "all"
_MENTION = re.compile(r"(?<![\w.@/])@(\w[\w.]*\w|\w)")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
# Pages whose address says whose they are, and where in the path that stands.
_X = ("twitter.com", "x.com", "mobile.twitter.com", "nitter.net")
_OF_PEOPLE = (
    *_X, "t.me", "telegram.me", "facebook.com", "m.facebook.com", "instagram.com", "threads.net",
    "threads.com", "tiktok.com", "bsky.app", "vk.com", "ok.ru", "weibo.com", "linkedin.com", "medium.com",
    "substack.com", "youtube.com", "truthsocial.com", "gettr.com",
)  # fmt: skip
_STATUS = re.compile(r"/[^/]+/status(?:es)?/(\d+)")
_BEFORE = ("profile", "users", "user", "u")  # what stands before a name
_WATCH = re.compile(r"/(?:watch|shorts/|live/|p/|reel/|i/)")


class Handles:
    """Which handles are kept; what was left out is counted.

    Parameters
    ----------
    keep : collection of str
        Handles, with or without @; ``"all"`` keeps every one.
    """

    def __init__(self, keep: Collection[str] = ()) -> None:
        self._keep = {_bare(one) for one in keep}
        self.left_out: set[str] = set()
        self.addresses = 0

    def kept(self, handle: str) -> bool:
        """Whether a handle may stand in a draft; one that may not is counted."""
        bare = _bare(handle)
        if ALL in self._keep or bare in self._keep:
            return True
        self.left_out.add(bare)
        return False

    def text(self, text: str) -> str:
        """Return a text without handles, those that are kept apart."""
        text = _ADDRESS.sub(lambda found: self.url(found[0]) or "(address)", text)
        return _MENTION.sub(lambda found: found[0] if self.kept(found[1]) else "@…", text)

    def url(self, url: str) -> str:
        """Return an address that names nobody: as it is, in a form without the handle, or empty."""
        parts = urlsplit(url)
        host, steps = (parts.hostname or "").removeprefix("www."), parts.path.strip("/").split("/")
        whose = steps[1] if steps[0] in _BEFORE and len(steps) > 1 else steps[0]
        named = any(host == one or host.endswith(f".{one}") for one in _OF_PEOPLE)
        named |= parts.path.startswith("/@") or steps[0] in _BEFORE
        if not named or not whose or _WATCH.match(parts.path) or self._keep & {ALL, _bare(whose)}:
            return url
        if host in _X and (found := _STATUS.match(parts.path)):
            return f"{parts.scheme}://{host}/i/status/{found[1]}"
        self.addresses += 1
        return ""


def _bare(handle: str) -> str:
    return handle.strip().lstrip("@").casefold()
