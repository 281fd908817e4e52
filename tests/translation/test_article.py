from __future__ import annotations

import re
from pathlib import Path

import pytest

from infowar_kit.corpus import load
from infowar_kit.errors import LookupFailed
from infowar_kit.tasks.record import Record
from infowar_kit.tasks.session import Session
from infowar_kit.translation.exhibits import Translation


@pytest.fixture
def exhibits(tmp_path: Path) -> Translation:
    return Translation(Session(load(), Record(tmp_path / "record.json")))


def test_an_article_stands_with_its_posts_and_its_page(exhibits: Translation) -> None:
    article = exhibits.article("I193")
    html = article._repr_html_()
    assert article.item.url in html
    assert len(article.posts) >= 5
    for post in article.posts:
        assert f'lang="{post.language}"' in html
    assert "send her to us" in repr(article)
    assert not re.search(r"\[fr:", repr(article) + html)


def test_an_item_without_a_text_is_told(exhibits: Translation) -> None:
    with pytest.raises(
        LookupFailed, match=r"No row of texts.csv says what I004 says\. Add a text 'article/i004'"
    ):
        exhibits.article("I004")
