"""One view a task. A view draws a task and holds no knowledge of its own."""

from __future__ import annotations

from importlib import import_module

from infowar_kit.session import Work
from infowar_kit.widgets.record_panel import RecordPanel
from infowar_kit.widgets.task_view import TaskView

# Kind of a task to module and class of its view; loaded when such a task is drawn.
VIEWS = {
    "choice": ("choice_view", "ChoiceView"),
    "feed-replay": ("feed_view", "FeedReplayView"),
    "source-grader": ("source_grader_view", "SourceGraderView"),
    "lateral-reading": ("lateral_view", "LateralReadingView"),
    "rendering-compare": ("rendering_compare_view", "RenderingCompareView"),
    "pivot-detective": ("pivot_view", "PivotDetectiveView"),
    "name-search": ("name_search_view", "NameSearchView"),
    "hedge-meter": ("hedge_meter_view", "HedgeMeterView"),
    "claim-survives": ("claim_survives_view", "ClaimSurvivesView"),
    "relay-tracer": ("relay_tracer_view", "RelayTracerView"),
    "place-finder": ("place_finder_view", "PlaceFinderView"),
    "distance-check": ("distance_check_view", "DistanceCheckView"),
    "span-annotator": ("span_annotator_view", "SpanAnnotatorView"),
    "lens-hunt": ("lens_hunt_view", "LensHuntView"),
}

__all__ = ["VIEWS", "RecordPanel", "TaskView", "view"]


def view(work: Work) -> TaskView:
    """Return the view of a task."""
    module, name = VIEWS[work.task.kind]
    made: type[TaskView] = getattr(import_module(f"infowar_kit.widgets.{module}"), name)
    return made(work)
