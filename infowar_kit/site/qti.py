"""Choice tasks as a QTI 2.1 package: an item a task, and a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from infowar_kit.site.choices import ChoiceQuestion
from infowar_kit.site.xml import Element, document, element, parsed, zipped

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_XSD = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
MANIFEST = "imsmanifest.xml"


def package(name: str, questions: Iterable[ChoiceQuestion], language: str = "en") -> bytes:
    """Return the questions of an event as a zip of items."""
    items = list(questions)
    files = {f"{question.id}.xml": item(question, language) for question in items}
    return zipped({**files, MANIFEST: _manifest(name, items)})


def item(question: ChoiceQuestion, language: str = "en") -> str:
    """Return one question; what is said of each option that was chosen is a modal feedback."""
    many = "single" if question.single else "multiple"
    mark = {option.id: f"option-{option.id}" for option in question.options}
    right = [element("value", mark[option.id]) for option in question.options if option.holds]
    options = []
    for option in question.options:
        made = parsed(option.words, "simpleChoice")
        made.attrib.update({"identifier": mark[option.id], "fixed": "true"})
        options.append(made)
    told = []
    for option in question.options:
        made = parsed(option.why, "modalFeedback")
        told_of = {"outcomeIdentifier": "FEEDBACK", "identifier": mark[option.id], "showHide": "show"}
        made.attrib.update(told_of)
        told.append(made)
    ask = element(
        "choiceInteraction", "", *options,
        responseIdentifier="RESPONSE", shuffle="false", maxChoices=1 if question.single else 0,
    )  # fmt: skip
    root = element(
        "assessmentItem", "",
        element("responseDeclaration", "", element("correctResponse", "", *right),
                identifier="RESPONSE", cardinality=many, baseType="identifier"),
        element("outcomeDeclaration", "",
                element("defaultValue", "", element("value", "0")),
                identifier="SCORE", cardinality="single", baseType="float"),
        element("outcomeDeclaration", identifier="FEEDBACK", cardinality=many, baseType="identifier"),
        element("itemBody", "", parsed(question.prompt), ask),
        _processing(),
        *told,
        **{
            "xmlns": _QTI, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{_QTI} {_XSD}",
            "identifier": question.id, "title": question.title, "adaptive": "false",
            "timeDependent": "false", "xml:lang": language,
        },
    )  # fmt: skip
    return document(root)


def _processing() -> Element:
    """Return how an answer is scored: all or nothing; and what is said of it: of every option chosen."""
    score = [
        element("setOutcomeValue", "", element("baseValue", value, baseType="float"), identifier="SCORE")
        for value in ("1", "0")
    ]
    match = element(
        "match", "", element("variable", identifier="RESPONSE"), element("correct", identifier="RESPONSE")
    )
    said = element("setOutcomeValue", "", element("variable", identifier="RESPONSE"), identifier="FEEDBACK")
    whether = element(
        "responseCondition",
        "",
        element("responseIf", "", match, score[0]),
        element("responseElse", "", score[1]),
    )
    return element("responseProcessing", "", whether, said)


def _manifest(name: str, questions: Sequence[ChoiceQuestion]) -> str:
    resources = [
        element(
            "resource", "", element("file", href=f"{question.id}.xml"),
            identifier=f"item-{question.id}", type="imsqti_item_xmlv2p1", href=f"{question.id}.xml",
        )
        for question in questions
    ]  # fmt: skip
    root = element(
        "manifest", "",
        element("metadata", "", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0")),
        element("organizations"),
        element("resources", "", *resources),
        **{
            "identifier": f"infowar-kit-{name}-questions", "xmlns": _CP, "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_CP} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
        },
    )  # fmt: skip
    return document(root)
