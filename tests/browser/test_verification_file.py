"""The verification file as its reader has it: opened without a network, and on paper."""

from __future__ import annotations

import re

import pytest

from infowar_kit.corpus import load
from infowar_kit.learning.verification_file import VerificationFile
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from tests.browser.axe import violations_of

pytestmark = pytest.mark.browser


def test_the_file_opens_offline_at_any_width_and_prints_on_a4(browser, tmp_path):
    session = Session(load(), Record(tmp_path / "record.json"))
    for slug in ("article-again", "claim-never-met"):
        work = session.work(slug)
        work.answer(work.task.right_answer())
    path, _ = VerificationFile(session).save(tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    for width in (1280, 600, 320):
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"the page is {over} px wider than {width} px"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations_of(page) == [], scheme
    page.emulate_media(media="print")
    # Nothing is cut off at the edge of the paper: 210 mm less its margins.
    page.set_viewport_size({"width": 658, "height": 900})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 658
    paper = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper))
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}
    assert asked == [path.as_uri()]
    context.close()
