"""What is written in a figure is as large as the text of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.page import figure
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.verification.exhibits import Verification
from infowar_kit.verification.origins import origins_figure

PIXELS = 16


@pytest.mark.parametrize("name", ["coverage", "origins"])
def test_no_word_is_smaller_than_the_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    sizes: dict[str, float] = {}
    drawn = FigureCanvasAgg.print_png

    def looked_at(self: FigureCanvasAgg, *args: object, **options: object) -> None:
        drawn(self, *args, **options)
        found = [one for one in self.figure.findobj(Text) if one.get_text() and one.get_visible()]
        # Half of its dots are its pixels on the page.
        sizes.update({one.get_text(): one.get_fontsize() * self.figure.dpi / 72 / 2 for one in found})

    monkeypatch.setattr(FigureCanvasAgg, "print_png", looked_at)
    session = Session(load(), Record(tmp_path / "record.json"))
    made = {"coverage": lambda: Verification(session).coverage(), "origins": lambda: origins_figure(load())}
    assert isinstance(made[name](), figure.Figure)
    assert len(sizes) > 5
    assert {words: size for words, size in sizes.items() if size < PIXELS - 0.1} == {}
