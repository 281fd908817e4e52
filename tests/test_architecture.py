"""The house in five sentences, each a test; docs/architecture.md draws it.

1. Arrows go down only: a module imports from its own room and from rooms below it.
2. No wing imports another.
3. Nobody imports `widgets` but a wing's own ``*_view.py`` and the face.
4. The ground floor loads nothing heavy: no widgets, no IPython, no pandas, no matplotlib.
5. No module is longer than can be read in one sitting.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import infowar_kit
from infowar_kit.tasks.kinds import WINGS as ROOMS_OF_KINDS

PACKAGE = Path(infowar_kit.__file__).parent
WINGS = {"verification", "translation", "tone", "learning"}
# From the top. What only the type checker reads is no arrow; see `imports`.
FLOORS: list[set[str]] = [
    {"cli"},
    {"site"},
    {"workspace", "classroom", "drafting"},
    {"face", "__init__"},
    WINGS,
    {"widgets"},
    {"page"},
    {"tasks"},
    {"corpus"},
    {"text", "marking"},
    {"plain_text", "quotations", "libraries"},
    {"addresses_and_marks", "look_alikes", "say", "errors", "files", "options", "tabular"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
GROUND = {room for rooms in FLOORS[FLOORS.index({"page"}) :] for room in rooms}
# Loading one of these at start is what made the kit slow, and what a browser-only kernel lacks.
HEAVY = {"pandas", "numpy", "matplotlib", "IPython", "ipywidgets", "anywidget", "traitlets"}
# Where a function of the ground floor may fetch one: it hands out a frame, or draws.
LATE = {
    ("infowar_kit/libraries.py", "pandas"),
    ("infowar_kit/libraries.py", "IPython"),
    ("infowar_kit/page/figure.py", "matplotlib"),
}
LONGEST_MODULE = 300  # lines
MADE = {"infowar_kit/corpus/records.py"}  # one class a table: nobody reads it from top to bottom
MODULES = sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def room(path: Path) -> str:
    """Return the room in which a module stands: its folder, or the module itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def is_light(path: Path) -> bool:
    """Whether a module is of the ground floor: the rooms below the wings, and a wing's methods and models."""
    parts = path.relative_to(PACKAGE).parts
    below = room(path) in GROUND and not path.stem.endswith("_view")
    return below or (parts[0] in WINGS and parts[1] in {"methods", "lens"})


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def for_the_type_checker(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def imports(tree: ast.AST, *, inside_functions: bool) -> Iterator[tuple[int, str]]:
    """Yield (line, module) for what a module imports when it runs; what only mypy reads is no arrow."""
    for node in ast.iter_child_nodes(tree):
        if for_the_type_checker(node):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import; write the whole name"
            assert node.module is not None
            yield node.lineno, node.module
            # `from infowar_kit import plots` names the room in the list of names.
            if node.module == "infowar_kit":
                yield from ((node.lineno, f"infowar_kit.{alias.name}") for alias in node.names)
        elif inside_functions or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from imports(node, inside_functions=inside_functions)


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, room) for what a module imports of the kit, also inside functions: late arrows count."""
    for line, module in imports(parsed(path), inside_functions=True):
        parts = module.split(".")
        if parts[0] == "infowar_kit":
            target = parts[1] if len(parts) > 1 else "__init__"
            # A plain name of the package, such as the version, which imports nothing.
            yield line, target if target in FLOOR else "__init__"


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in MODULES} <= FLOOR.keys(), "A new room needs a floor here."
    assert set(ROOMS_OF_KINDS) == WINGS | {"tasks"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_arrows_go_down_only(path: Path) -> None:
    own, up = room(path), []
    for line, target in rooms_imported(path):
        allowed = target == own or FLOOR[target] > FLOOR[own] or {own, target} == {"face", "__init__"}
        if target in WINGS and own in WINGS:
            allowed = own == target
        # A task's view stands beside its model.
        allowed |= target == "widgets" and own == "tasks" and path.stem.endswith("_view")
        # The version is a plain text at the very top of the package and imports nothing.
        if not allowed and not (target == "__init__" and "__version__" in source_line(path, line)):
            up.append(f"line {line}: {own} imports {target}")
    assert not up, f"{name(path)}: " + "; ".join(up)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_views_know_widgets(path: Path) -> None:
    if room(path) in {"widgets", "face"} or path.stem.endswith(("_view", "_elements")):
        return
    lines = [line for line, target in rooms_imported(path) if target == "widgets"]
    assert not lines, f"{name(path)}, line {lines}: only a view imports widgets"


def source_line(path: Path, line: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("path", [p for p in MODULES if is_light(p)], ids=name)
def test_ground_floor_is_light(path: Path) -> None:
    found = [
        f"line {line}: {module}"
        for line, module in imports(parsed(path), inside_functions=False)
        if module.split(".")[0] in HEAVY
    ]
    assert not found, f"{name(path)} imports {', '.join(found)}: move it into the function that needs it"


@pytest.mark.parametrize("path", [p for p in MODULES if is_light(p)], ids=name)
def test_functions_of_the_ground_floor_fetch_what_the_house_allows(path: Path) -> None:
    heavy = {module.split(".")[0] for _, module in imports(parsed(path), inside_functions=True)} & HEAVY
    assert {(name(path), module) for module in heavy} <= LATE


def test_loading_a_corpus_loads_nothing_heavy() -> None:
    """Said of the whole process, because a light module may import a heavy one through another."""
    code = (
        "import sys, infowar_kit, infowar_kit.corpus, infowar_kit.tasks.session; infowar_kit.corpus.load(); "
        f"print(*sorted(set(sys.modules) & {HEAVY!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("path", [path for path in MODULES if name(path) not in MADE], ids=name)
def test_module_is_of_readable_length(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{name(path)} has {lines} lines: part it"


# A table of letters may name the office that made it.
THE_EVENT = re.compile(r"kherson|lyman|kyiv|2022|beirut|lebanon|(?<!ministers of )ukraine\b", re.IGNORECASE)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_knows_an_event(path: Path) -> None:
    """What is an event's own stands in its folder. An example may name one where it says that it is one."""
    known = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if THE_EVENT.search(line) and "example" not in line.casefold()
    ]
    assert not known, f"{name(path)}, {'; '.join(known)}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_imported_wholesale(path: Path) -> None:
    stars = [
        node.lineno
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert not stars, f"{name(path)}, line {stars}: name what is imported"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) != "text"], ids=name)
def test_html_is_escaped_in_one_place(path: Path) -> None:
    """Two ways to escape are one too many: the second one forgets quotes or direction marks."""
    banned = {"html", "markupsafe", "xml.sax.saxutils", "cgi"}
    found = [f"line {line}: {m}" for line, m in imports(parsed(path), inside_functions=True) if m in banned]
    assert not found, f"{name(path)} imports {', '.join(found)}: use infowar_kit.text.escape"
    by_hand = "&lt;"
    assert by_hand not in path.read_text(encoding="utf-8"), f"{name(path)} escapes by hand"
