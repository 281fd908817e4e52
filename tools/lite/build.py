"""Make the site: put its parts in place, run `jupyter lite build`, and finish what that leaves open."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infowar_kit.corpus import load
from infowar_kit.corpus.loading import SETTING
from infowar_kit.say import SOURCE, VARIABLE, language
from tools.lite import editions, lock, parts
from tools.lite.front import front_page

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "build" / "lite"  # what was fetched
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
START_SCRIPT = "up_to_date.js"
LONGEST = 300  # seconds that a step may take
_PYODIDE = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip", "package.json")
_START = re.compile(r"await import\(\s*'(?P<up>[./]+)config-utils\.js")


class NotBuilt(Exception):
    """The site could not be made; the message is for the person at the keyboard."""


def build(
    site: Path,
    lessons: Sequence[Path],
    *,
    event: str = "",
    kept: Path = KEPT,
    pins: parts.Pins | None = None,
) -> None:
    """Make a JupyterLite site of some lessons, in the language of the interface.

    Parameters
    ----------
    site : pathlib.Path
        Its folder. What was there from an earlier build is replaced.
    lessons : sequence of pathlib.Path
        The notebooks.
    event : str
        Name of the event that they teach, which comes with the kit; by default the kit's own.
    kept : pathlib.Path
        Where what was fetched is kept for the next time.
    pins : Pins, optional
        What to fetch; by default what `pins.toml` says.

    Raises
    ------
    NotFetched
        If a part cannot be got.
    NotBuilt
        If the folder holds something else, or the build fails.
    """
    if site.exists() and any(site.iterdir()) and not (site / editions.NAME).is_file():
        raise NotBuilt(f"{site} holds something that is no such site: name an empty folder, or remove it.")
    pins = pins or parts.Pins.read()
    archive = parts.pyodide(pins.pyodide, kept)
    wheels = parts.wheels(pins.wheels, kept)
    builder = _builder(pins, kept)
    with tempfile.TemporaryDirectory(prefix="infowar-kit-lite-") as name:
        stage, out = Path(name) / "stage", Path(name) / "out"
        _stage(stage, archive, [*wheels, _own_wheel(Path(name))], lessons, surroundings(event))
        _run(builder, stage, out)
        _finish(out, lessons, load(event).title if event else "infowar-kit")
        if site.exists():
            shutil.rmtree(site)
        site.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(out, site)


def surroundings(event: str) -> dict[str, str]:
    """Return what a kernel of the site is told from outside, as a server's is by its environment."""
    said = {SETTING: event, VARIABLE: language() if language() != SOURCE else ""}
    return {name: value for name, value in said.items() if value}


def _own_wheel(folder: Path) -> Path:
    """Return the kit's own wheel, made from the checkout."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "kit")]
    _call([*command, str(ROOT)], "The kit's own wheel could not be made", os.environ, cwd=folder)
    [wheel] = (folder / "kit").glob("*.whl")
    return wheel


def _builder(pins: parts.Pins, kept: Path) -> Path:
    """Return a folder in which what makes the site is installed, apart from the kit's environment."""
    named = {pin.name: pin for pin in pins.wheels}
    wanted = [*pins.builder, named["anywidget"]]
    mark = hashlib.sha256("".join(pin.sha256 for pin in wanted).encode()).hexdigest()[:12]
    folder = kept / f"builder-{mark}"
    if not folder.is_dir():
        files = parts.wheels(wanted, kept)
        with tempfile.TemporaryDirectory(dir=kept) as name:
            new = Path(name) / "new"
            parts.pip(
                [
                    "install",
                    "--no-index",
                    "--no-deps",
                    "--no-compile",
                    "--target",
                    str(new),
                    *map(str, files),
                ],
                "what makes the site, though it lies here",
            )
            new.rename(folder)
    return folder


def _stage(
    stage: Path,
    archive: Path,
    wheels: Sequence[Path],
    lessons: Sequence[Path],
    surroundings: Mapping[str, str],
) -> None:
    """Put everything where `jupyter lite build` looks for it."""
    pyodide = stage / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        for name in (*_PYODIDE, "pyodide-lock.json"):
            member = packed.extractfile(f"package/{name}")
            assert member is not None, name
            (pyodide / name).write_bytes(member.read())
    for wheel in wheels:
        shutil.copyfile(wheel, pyodide / wheel.name)
    packages = lock.packages((wheel, wheel.name) for wheel in wheels)
    listed = pyodide / "pyodide-lock.json"
    said = json.loads(listed.read_bytes()) | {"packages": packages}
    listed.write_text(json.dumps(said, indent=1), encoding="utf-8")
    (stage / "contents").mkdir()
    for path in lessons:
        shutil.copyfile(path, stage / "contents" / path.name)
    settings = ROOT / "infowar_kit" / "workspace" / "config" / "labconfig" / "default_setting_overrides.json"
    shutil.copyfile(settings, stage / "overrides.json")
    said = configuration(sorted(packages), surroundings)
    (stage / "jupyter-lite.json").write_text(json.dumps(said), encoding="utf-8")


def configuration(packages: list[str], surroundings: Mapping[str, str]) -> dict[str, Any]:
    """Return what JupyterLite's pages are told.

    Parameters
    ----------
    packages : list of str
        What a kernel has from its start.
    surroundings : mapping of str to str
        Variables of its environment, besides those that it has anyway.
    """
    options: dict[str, Any] = {"packages": packages}
    if surroundings:
        options["env"] = {"HOME": "/home/pyodide", **surroundings}  # what is given replaces Pyodide's own
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": options,
    }
    page = {
        "appName": "infowar-kit",
        "exposeAppInBrowser": True,
        # The page of a list of plugins would ask a registry.
        "disabledExtensions": ["@jupyterlab/extensionmanager-extension"],
        "litePluginSettings": {KERNEL: kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": page}


def _run(builder: Path, stage: Path, out: Path) -> None:
    command = [
        # What is installed in this environment would find its way into the site.
        sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps", "--ignore-sys-prefix",
        "--no-unused-shared-packages", "--apps", "lab",
        "--lite-dir", str(stage), "--output-dir", str(out), "--contents", str(stage / "contents"),
    ]  # fmt: skip
    extensions = builder / "share" / "jupyter" / "labextensions"
    described = sorted(path.parent for path in extensions.rglob("package.json") if "static" not in path.parts)
    said = {"LiteBuildConfig": {"federated_extensions": [str(path) for path in described]}}
    (stage / "jupyter_lite_config.json").write_text(json.dumps(said), encoding="utf-8")
    alone = {"PYTHONPATH": str(builder), "PYTHONNOUSERSITE": "1", "JUPYTER_CONFIG_DIR": str(stage / "none")}
    _call(command, "JupyterLite could not build the site", os.environ | alone, cwd=stage)


def _call(command: list[str], what: str, environment: Any, cwd: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", errors="replace",
            timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotBuilt(f"{what}: it had not ended after {LONGEST} s") from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-15:]
        raise NotBuilt("\n".join([f"{what}. It said:", *(f"  {line}" for line in said)]))


def _finish(out: Path, lessons: Sequence[Path], heading: str) -> None:
    """Let every page look for new lessons before it starts, and put a page of ours in front."""
    shutil.copyfile(Path(__file__).with_name(START_SCRIPT), out / START_SCRIPT)
    started = 0
    for page in out.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        new, count = _START.subn(rf"await import('\g<up>{START_SCRIPT}');\n        \g<0>", text)
        page.write_text(new, encoding="utf-8")
        started += count
    if not started:
        raise NotBuilt("JupyterLite starts its pages in another way than this version of the kit knows.")
    shutil.copyfile(out / "lab" / "favicon.ico", out / "favicon.ico")  # browsers ask for it there
    (out / "index.html").write_text(front_page(lessons, heading), encoding="utf-8")
    editions.write(out, [path.name for path in lessons])
