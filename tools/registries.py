"""Where this machine gets packages from, as its own configuration says; none of it is in the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

CERTIFICATES = Path("/usr/local/share/ca-certificates")
VARIABLES = {
    "http_proxy", "https_proxy", "no_proxy",
    "pip_index_url", "pip_extra_index_url", "pip_trusted_host", "pip_proxy",
    "pip_default_timeout", "pip_retries",
}  # fmt: skip
PIP = {"index-url", "extra-index-url", "trusted-host", "proxy", "timeout", "retries"}
APT = re.compile(r"Acquire::(https?(::|\s)|Retries|ForceIPv[46]|Check-Valid-Until)")
# Folders of this machine, which another root does not have.
LOCAL = re.compile(r"(?:file:|/|\.)\S*")


@dataclass(frozen=True, slots=True)
class Source:
    """One line of apt's sources."""

    address: str
    suite: str
    component: str

    def __str__(self) -> str:
        return f"deb {self.address} {self.suite} {self.component}"


def apt_sources() -> list[Source]:
    """Return the sources from which apt gets packages here; none where there is no apt."""
    form = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
    lines = _lines("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    found = [line.split() for line in lines]
    return sorted({Source(*words) for words in found if len(words) == 3}, key=str)


def sources_for(suite: str, configured: Iterable[Source], mirror: str = "") -> list[Source]:
    """Return the sources for a root of a suite: what is configured for it, or the mirror of what is.

    Parameters
    ----------
    suite : str
        For example ``bookworm``; its updates and security fixes belong to it.
    configured : iterable of Source
        What this machine uses.
    mirror : str
        Used instead, if given.
    """
    if mirror:
        return [Source(mirror, suite, "main")]
    own = [one for one in configured if re.fullmatch(rf"{re.escape(suite)}(-\w+)?", one.suite)]
    main = [one for one in own if one.suite == suite and one.component == "main"]
    if main:
        return main + [one for one in own if one not in main]
    # A mirror of the whole archive has "main" of a suite of a single word; security and updates do not.
    whole = [one for one in configured if one.component == "main" and re.fullmatch(r"\w+", one.suite)]
    return [Source(whole[0].address, suite, "main")] if whole else []


def apt_settings() -> str:
    """Return apt's settings for the network, as apt writes them."""
    return "".join(line + "\n" for line in _lines("apt-config", "dump") if APT.match(line))


def pip_settings() -> str:
    """Return pip's settings for its index, as a pip.conf; what points into this machine is left out."""
    kept: dict[str, str] = {}
    for python in (sys.executable, "python3"):
        for line in _lines(python, "-m", "pip", "config", "list"):
            name, _, value = line.partition("=")
            section, _, key = name.rpartition(".")
            words = [word for word in value.strip("'\"").split() if not LOCAL.fullmatch(word)]
            if section in {"global", "install", "download"} and key in PIP and words:
                kept[key] = " ".join(words)
    return "[global]\n" + "".join(f"{key} = {value}\n" for key, value in sorted(kept.items()))


def variables(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the variables that say how to reach a registry; what points into this machine is left out."""
    return {
        name: value
        for name, value in environment.items()
        if name.lower() in VARIABLES and not LOCAL.fullmatch(value)
    }


def hand_over(root: Path, sources: Iterable[Source]) -> None:
    """Let another root use the registries that this machine uses."""
    _write(root / "etc/apt/sources.list", "".join(f"{one}\n" for one in sources))
    _write(root / "etc/apt/apt.conf.d/50this-machine", apt_settings())
    _write(root / "etc/pip.conf", pip_settings())
    for name in ("resolv.conf", "hosts"):
        if (Path("/etc") / name).exists():
            _write(root / "etc" / name, (Path("/etc") / name).read_text(encoding="utf-8"))
    # Taken up by the package ca-certificates when it is installed.
    for path in sorted(CERTIFICATES.rglob("*.crt")) if CERTIFICATES.is_dir() else []:
        copy = root / path.relative_to("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # a link there would lead out of the root
    path.write_text(text, encoding="utf-8")


def _lines(*command: str) -> list[str]:
    """Return what a command prints; nothing where there is no such command or it fails."""
    if shutil.which(command[0]) is None:
        return []
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace",
        env=os.environ | {"LC_ALL": "C.UTF-8"}, check=False,
    )  # fmt: skip
    return [] if done.returncode else done.stdout.splitlines()
