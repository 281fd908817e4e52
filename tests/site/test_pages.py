"""The pages as files: they stand alone, hide what they should, and lead to each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from infowar_kit.cli import main
from infowar_kit.corpus import load
from infowar_kit.errors import WorkspaceError
from infowar_kit.site.build import make, write_site
from infowar_kit.site.markdown import markdown_html
from infowar_kit.site.tables import decoded
from infowar_kit.tasks.standing import edition
from infowar_kit.text import plain
from infowar_kit.workspace.lessons import lessons

CORPUS = load()
TWO = [path for path in lessons() if path.name[:2] in ("00", "03")]


@pytest.fixture(scope="module")
def site():
    return make(CORPUS, TWO)


def data(html: str) -> dict:
    return decoded(re.search(r'id="iwk-data">([^<]+)<', html)[1])


def source(html: str) -> str:
    """Return a page's source without what is encoded."""
    return re.sub(r'id="iwk-data">[^<]+<', "", html)


def test_no_key_stands_in_plain_sight(site):
    html = site.pages["03_who_said_it_first.html"]
    task = "pages-or-origins"
    found = [CORPUS.text(f"{task}/{key.part}/reason", "en") for key in CORPUS.keys_of_task(task)] + [
        CORPUS.text(f"{task}/hint", "en")
    ]
    for text in found:
        words = plain(text)[:40]
        assert words in plain(" ".join(data(html)["pool"])).replace("&#x27;", "'").replace("&quot;", '"')
        assert words not in source(html)
    assert CORPUS.text(f"{task}/prompt", "en")[:30] in source(html)


def test_a_page_asks_nobody_and_runs_only_its_own_script(site):
    for html in site.pages.values():
        assert "default-src 'none'" in html
        assert not re.search(r'(?:src|srcset|poster|data)="(?!data:)', html)
        assert not re.search(r"url\((?!#)|@import|<link(?![^>]*data:)", source(html))
        assert "fetch(" not in source(html)
        assert not re.search(r" on[a-z]+=", source(html))


def test_what_leads_away_opens_beside_the_page(site):
    # In the frame of a learning platform most of these pages would refuse to be drawn.
    html = "".join(source(page) + "".join(data(page)["pool"]) for page in site.pages.values())
    away = re.findall(r'<a [^>]*href="https?://[^>]*>', html)
    assert len(away) > 20
    assert [link for link in away if 'target="_blank"' not in link or "noopener" not in link] == []


def test_pages_lead_to_pages(site):
    html = site.pages["00_start_here.html"]
    assert 'href="01_the_feed.html"' in html
    links = re.findall(r'href="([^":#]+)(?:#[^"]*)?"', source(site.pages["index.html"]))
    assert set(links) <= {*site.pages}
    assert len(site.pages) == 3


def test_every_task_of_a_lesson_stands_on_its_page_once(site):
    html = source(site.pages["03_who_said_it_first.html"])
    for row in CORPUS.tasks_of_lesson("03"):
        assert len(re.findall(rf' id="task-{row.task_id}"', html)) == 1
    assert html.count("data-task=") == 1
    assert html.count("Open this lesson with the kit") == 9
    assert "voila/render/notebooks/03_who_said_it_first.ipynb" in html


def test_the_script_knows_which_edition_is_answered(site):
    from infowar_kit.tasks import build

    known = data(site.pages["index.html"])["course"]["first-look"]
    assert known["edition"] == edition(build(CORPUS, "first-look"))
    assert known["parts"] == ["chosen"]
    assert known["page"] == "00_start_here.html"


def test_headings_have_the_anchors_that_the_contents_lead_to():
    html = markdown_html(
        '## How a *task* works\n\n[on](#How-a-task-works), [next](01_x.ipynb#task-y) <b lang="uk">Л</b>'
    )
    assert '<h2 id="How-a-task-works">' in html
    assert 'href="01_x.html#task-y"' in html
    assert '<b lang="uk">' in html


def test_a_notebook_that_is_no_lesson_is_named(tmp_path):
    strange = tmp_path / "99_x.ipynb"
    strange.write_text(json.dumps({"cells": []}), encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"No row of lessons.csv of .* names 99_x.ipynb"):
        make(CORPUS, [*TWO, strange])
    with pytest.raises(WorkspaceError, match="no lesson"):
        make(CORPUS, [])


def test_what_cannot_be_written_is_said(site, tmp_path):
    (tmp_path / "file").write_text("here", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="Choose another folder"):
        write_site(site, tmp_path / "file" / "pages")


def test_the_command_writes_pages_and_packages(tmp_path, capsys):
    own = tmp_path / "lessons"
    own.mkdir()
    for path in TWO[:1]:
        (own / path.name).write_bytes(path.read_bytes())
    where, packages = tmp_path / "site", tmp_path / "packages"
    assert main(["site", str(where), "--lessons", str(own), "--packages", str(packages),
                 "--runs-at", "https://hub.example.org/{notebook}"]) == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "2 pages; 3 of 4 tasks are played on them." in said
    assert {path.name for path in where.iterdir()} == {"index.html", "00_start_here.html"}
    assert "https://hub.example.org/00_start_here.ipynb" in (where / "00_start_here.html").read_text("utf-8")
    assert len(list(packages.iterdir())) == 3
    assert not [path for path in where.iterdir() if path.suffix in (".xml", ".zip")]


def test_the_number_of_played_tasks_is_what_the_docs_say():
    from infowar_kit.site.playing import hindrance
    from infowar_kit.tasks import build

    played = sum(hindrance(build(CORPUS, row.task_id)) is None for row in CORPUS.tasks)
    text = (Path(__file__).parents[2] / "docs" / "site.md").read_text(encoding="utf-8")
    assert f"Of the {len(CORPUS.tasks)} tasks, **{played} are played**" in text
