"""The site as a SCORM 1.2 package: pages that a learning platform shows, and that report nothing to it."""

from __future__ import annotations

from collections.abc import Mapping

from infowar_kit.site.xml import document, element, zipped

MANIFEST = "imsmanifest.xml"
_LONGEST = 200  # characters of a title
_CP, _ADL = "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def package(name: str, title: str, pages: Mapping[str, str], titles: Mapping[str, str]) -> bytes:
    """Return the package as a zip.

    Parameters
    ----------
    name, title : str
        Of the course.
    pages : mapping of str to str
        HTML by file.
    titles : mapping of str to str
        What each page is called, by file.
    """
    return zipped({**pages, MANIFEST: manifest(name, title, titles)})


def manifest(name: str, title: str, titles: Mapping[str, str]) -> str:
    """Return the manifest: the index first, then lesson by lesson; every page is an asset.

    An asset reports nothing. To report, a page would have to hand a learner's results to the platform, which
    nobody asked the learner about.
    """
    files = sorted(titles, key=lambda file: (file != "index.html", file))
    marks = {file: f"page-{number}" for number, file in enumerate(files)}
    items = [
        element(
            "item",
            "",
            element("title", titles[file][:_LONGEST]),
            identifier=f"item-{mark}",
            identifierref=mark,
        )
        for file, mark in marks.items()
    ]
    resources = [
        element(
            "resource", "", element("file", href=file),
            **{"identifier": mark, "type": "webcontent", "adlcp:scormtype": "asset", "href": file},
        )
        for file, mark in marks.items()
    ]  # fmt: skip
    root = element(
        "manifest", "",
        element("metadata", "", element("schema", "ADL SCORM"), element("schemaversion", "1.2")),
        element("organizations", "",
                element("organization", "", element("title", title[:_LONGEST]), *items, identifier="course"),
                default="course"),
        element("resources", "", *resources),
        **{
            "identifier": f"infowar-kit-{name}", "version": "1.0", "xmlns": _CP, "xmlns:adlcp": _ADL,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{_CP} imscp_rootv1p1p2.xsd {_ADL} adlcp_rootv1p2.xsd",
        },
    )  # fmt: skip
    return document(root)
