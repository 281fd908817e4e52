"""Run the lessons on an empty record and write their outputs back, as `infowar-kit save` does."""

from __future__ import annotations

import sys
from pathlib import Path

from infowar_kit.workspace.saving import save_lesson

ROOT = Path(__file__).parent.parent
LESSONS = ROOT / "notebooks"


def main(names: list[str]) -> int:
    """Save the lessons of these names or paths, or all; return how many failed."""
    every = [*sorted(LESSONS.glob("*.ipynb")), *sorted(ROOT.glob("datasets/*/notebooks/*.ipynb"))]
    names = [Path(name).name for name in names]
    if strange := sorted(set(names) - {lesson.name for lesson in every}):
        sys.stderr.write(f"No lesson is called {', '.join(strange)}.\n")
        return len(strange)
    failed = 0
    for lesson in every:
        if not names or lesson.name in names:
            trouble = save_lesson(lesson)
            failed += bool(trouble)
            sys.stdout.write(f"{lesson.name}: {trouble or 'run'}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
