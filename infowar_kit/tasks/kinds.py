"""Kinds of task, found by name: ``relay-tracer`` is the class `RelayTracer` of a module ``relay_tracer``.

A kind stands in one file of a wing. Where a form will not draw it, its view is the class ``RelayTracerView``
of the module ``relay_tracer_view`` beside it. Nothing else lists them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from infowar_kit.corpus import Corpus
from infowar_kit.errors import LookupFailed
from infowar_kit.tasks.task import Task

# Where kinds stand: the rooms of the subject, and this one for what every subject shares.
WINGS = ("tasks", "verification", "translation", "tone", "learning")


def class_name(kind: str) -> str:
    """Return what the class of a kind is called: ``relay-tracer`` is `RelayTracer`."""
    return "".join(part.capitalize() for part in kind.split("-"))


def module_of(kind: str) -> str | None:
    """Return the module of a kind, or None if there is none. Nothing of it is run."""
    stem = kind.replace("-", "_")
    # A name from a table must not reach into other rooms.
    if not stem.isidentifier() or stem.endswith("_view"):
        return None
    names = (f"infowar_kit.{wing}.{stem}" for wing in WINGS if find_spec(f"infowar_kit.{wing}"))
    return next((name for name in names if find_spec(name)), None)


@cache
def kinds() -> dict[str, type[Task]]:
    """Return every kind of task with its model, by name. Loads all of them."""
    found: dict[str, type[Task]] = {}
    for wing in WINGS:
        if (spec := find_spec(f"infowar_kit.{wing}")) is None:
            continue
        for module in iter_modules(spec.submodule_search_locations):
            kind = module.name.replace("_", "-")
            if not module.ispkg and not module.name.endswith("_view") and (model := model_of(kind)):
                found[kind] = model
    return found


def model_of(kind: str) -> type[Task] | None:
    """Return the model of a kind, or None if there is none."""
    name = module_of(kind)
    model = getattr(import_module(name), class_name(kind), None) if name else None
    return (
        model
        if isinstance(model, type) and issubclass(model, Task) and getattr(model, "kind", None) == kind
        else None
    )


def build(corpus: Corpus, slug: str, language: str = "en") -> Task:
    """Return the model of a task.

    Raises
    ------
    LookupFailed
        If the corpus has no such task, its kind has no model, or its rows lack what it needs.
    """
    row = corpus.get("tasks", slug)
    if (model := model_of(row.kind)) is None:
        raise LookupFailed(
            f"The task '{slug}' is of the kind '{row.kind}', which this version of infowar-kit cannot show. "
            f"Update the kit, or give the row in tasks.csv one of these kinds: {', '.join(sorted(kinds()))}."
        )
    try:
        return model(corpus, row, language)
    except (KeyError, ValueError, IndexError) as error:
        # Of a corpus of one's own that was never checked: a learner is not shown the kit's insides.
        raise LookupFailed(
            f"The task '{slug}' cannot be built from its rows ({error}). Run: infowar-kit corpus check"
        ) from error
