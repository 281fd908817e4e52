"""Plots as they are drawn: as large as the page around them, on a desk and on a phone, and nothing cut."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from infowar_kit import kit
from infowar_kit.page.figure import PHONE, Figure, draw, name_rows
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.certainty import certainty_figure
from infowar_kit.verification.origins import origins_figure

PAGE = 16  # pixels of the page's own type
DOTS = 2  # a side of a pixel


def certainty(slug):
    return certainty_figure(Session(kit.corpus, Record(None)).work(slug).task)


FIGURES = {
    "language": lambda: kit.coverage("language"),
    "kind": lambda: kit.coverage("kind"),
    "front": lambda: kit.coverage("front"),
    "origins": lambda: origins_figure(kit.corpus),
    "lens": kit.lens_measured,
    "heavy-casualties": lambda: certainty("heavy-casualties"),
    "four-hands": lambda: certainty("four-hands"),
}


@pytest.fixture
def drawn(monkeypatch, tmp_path):
    """What matplotlib drew, as it was drawn last."""
    monkeypatch.setenv("INFOWAR_KIT_RECORD", str(tmp_path / "record.json"))
    kept, print_png = [], FigureCanvasAgg.print_png

    def keep(canvas, *args, **rest):
        print_png(canvas, *args, **rest)
        kept.append(canvas.figure)

    monkeypatch.setattr(FigureCanvasAgg, "print_png", keep)
    return kept


def words(canvas):
    """Return each text that is seen, with its box."""
    renderer = canvas.canvas.get_renderer()
    found = [one for one in canvas.findobj(lambda one: hasattr(one, "get_fontsize")) if one.get_visible()]
    boxes = [(one, one.get_window_extent(renderer)) for one in found if one.get_text().strip()]
    return [(one, box) for one, box in boxes if not _unused_tick(one, canvas)]


def _unused_tick(one, canvas):
    """Whether this is the number of a tick that lies beyond the axis: it is kept and not drawn."""
    for axes in canvas.axes:
        for axis, (low, high) in (
            (axes.xaxis, sorted(axes.get_xlim())),
            (axes.yaxis, sorted(axes.get_ylim())),
        ):
            for tick in axis.get_major_ticks():
                if one in (tick.label1, tick.label2):
                    return not low <= tick.get_loc() <= high
    return False


def troubles(canvas):
    """Return what is too small, cut off or runs into something else."""
    whole, said = canvas.bbox, []
    for one, box in (found := words(canvas)):
        if one.get_fontsize() * canvas.dpi / 72 / DOTS < PAGE - 0.1:
            said.append(f"small: {one.get_text()!r}")
        if box.x0 < -1 or box.y0 < -1 or box.x1 > whole.x1 + 1 or box.y1 > whole.y1 + 1:
            said.append(f"cut: {one.get_text()!r}")
    for (one, box), (other, beside) in itertools.combinations(found, 2):
        if box.padded(-2).overlaps(beside.padded(-2)):
            said.append(f"{one.get_text()!r} runs into {other.get_text()!r}")
    return said


@pytest.mark.parametrize("name", FIGURES)
def test_words_of_a_figure_can_be_read_on_a_desk_and_on_a_phone(name, drawn):
    figure = FIGURES[name]()
    wide, narrow = drawn
    assert (wide.get_figwidth(), narrow.get_figwidth()) == (8.0, PHONE)
    assert {"desk": troubles(wide), "phone": troubles(narrow)} == {"desk": [], "phone": []}
    html = figure._repr_html_()
    assert html.count("data:image/png") == 2 and '<source media="(max-width: 40rem)"' in html
    assert f'width="{round(PHONE * 100)}"' in html and 'width="800"' in html


def test_the_test_finds_what_is_small_cut_and_run_together(drawn):
    def plot(axes):
        axes.text(0.5, 0.5, "small", fontsize=8)
        axes.annotate("cut", (1, 1.5), xycoords="figure fraction", annotation_clip=False).set_in_layout(False)
        axes.text(0.1, 0.1, "one upon")
        axes.text(0.1, 0.1, "another")

    draw(plot)
    found = troubles(drawn[0])
    assert "small: 'small'" in found and "cut: 'cut'" in found
    assert "'one upon' runs into 'another'" in found


def test_a_figure_is_as_high_as_the_names_of_its_rows_take(drawn):
    for names in (["a", "b"], ["a long name " * 20, "b"]):
        draw(lambda axes, names=names: name_rows(axes, names, body=2, below=2))
    short, long = (one.get_figheight() for one in drawn)
    assert long >= short + 2 * 0.2


def test_one_picture_alone_needs_no_second():
    html = Figure(draw(lambda axes: axes.plot([1])), "A line.", "One line.", ["x"], [["1"]])._repr_html_()
    assert "<picture>" not in html and html.count("<img") == 1
