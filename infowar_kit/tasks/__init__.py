"""One model a task: prompt, answer, check, feedback, hint. No widgets."""

from __future__ import annotations

from importlib import import_module

from infowar_kit.corpus import Corpus
from infowar_kit.errors import LookupFailed
from infowar_kit.tasks.feedback import VERDICT_WORDS, Feedback, Reason
from infowar_kit.tasks.task import Task

# Kind of a task row to module and class of its model; loaded when a task of that kind is asked for.
KINDS = {
    "choice": ("choice", "Choice"),
    "feed-replay": ("feed_replay", "FeedReplay"),
    "source-grader": ("source_grader", "SourceGrader"),
    "lateral-reading": ("lateral_reading", "LateralReading"),
    "rendering-compare": ("rendering_compare", "RenderingCompare"),
    "pivot-detective": ("pivot_detective", "PivotDetective"),
    "name-search": ("name_search", "NameSearch"),
    "hedge-meter": ("hedge_meter", "HedgeMeter"),
    "claim-survives": ("claim_survives", "ClaimSurvives"),
    "relay-tracer": ("relay_tracer", "RelayTracer"),
    "place-finder": ("place_finder", "PlaceFinder"),
    "distance-check": ("distance_check", "DistanceCheck"),
    "span-annotator": ("span_annotator", "SpanAnnotator"),
    "lens-hunt": ("lens_hunt", "LensHunt"),
}

__all__ = ["KINDS", "VERDICT_WORDS", "Feedback", "Reason", "Task", "build"]


def build(corpus: Corpus, slug: str, language: str = "en") -> Task:
    """Return the model of a task.

    Raises
    ------
    LookupFailed
        If the corpus has no such task, its kind has no model, or its rows lack what it needs.
    """
    row = corpus.get("tasks", slug)
    if row.kind not in KINDS:
        raise LookupFailed(
            f"The task '{slug}' is of the kind '{row.kind}', which this version of infowar-kit cannot show. "
            f"Update the kit, or give the row in tasks.csv one of these kinds: {', '.join(KINDS)}."
        )
    module, name = KINDS[row.kind]
    model: type[Task] = getattr(import_module(f"infowar_kit.tasks.{module}"), name)
    return model(corpus, row, language)
