"""The list from which Pyodide loads packages, rewritten to those that lie beside it: it asks nobody else."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath
from typing import Any

from tools.lite.parts import sha256

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def packages(found: Iterable[tuple[Path, str]]) -> dict[str, dict[str, Any]]:
    """Return what `pyodide-lock.json` says of wheels.

    Parameters
    ----------
    found : iterable of (pathlib.Path, str)
        The wheels, and where each lies beside the list.

    Returns
    -------
    dict
        By name. A package depends on what its wheel asks for, as far as it is among these: the kit asks for
        JupyterLab and pandas too, which a browser has not or cannot get.
    """
    read = [(path, where, *_read(path)) for path, where in found]
    names = {canonical(head["Name"]) for _, _, head, _ in read}
    made = {}
    for path, where, head, imports in read:
        name = canonical(head["Name"])
        wanted = {canonical(one) for one in _needs(head.get_all("Requires-Dist") or [])}
        made[name] = {
            "name": name,
            "version": head["Version"],
            "file_name": where,
            "install_dir": "site",
            "sha256": sha256(path),
            "package_type": "package",
            "imports": imports,
            "depends": sorted(wanted & names - {name}),
            "unvendored_tests": False,
        }
    return dict(sorted(made.items()))


def canonical(name: str) -> str:
    """Return a name as packages compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(lines: Iterable[str]) -> Iterable[str]:
    """Yield what a wheel needs without extras; other conditions only name more than is there."""
    for line in lines:
        wanted, _, condition = line.partition(";")
        if "extra" not in condition and (name := _NAME.match(wanted)):
            yield name[0]


def _read(path: Path) -> tuple[Any, list[str]]:
    """Return the head of a wheel's description, and what can be imported from it."""
    with zipfile.ZipFile(path) as wheel:
        files = [PurePosixPath(name) for name in wheel.namelist()]
        described = next(f for f in files if f.name == "METADATA" and f.parent.name.endswith(".dist-info"))
        head = HeaderParser().parsestr(wheel.read(str(described)).decode("utf-8"))
    tops = {f.parts[0].removesuffix(".py") for f in files if len(f.parts) > 1 or f.suffix == ".py"}
    return head, sorted(top for top in tops if top.isidentifier())
