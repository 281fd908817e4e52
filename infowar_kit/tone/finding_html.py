"""Findings of the lens as HTML: in words, and marked in the text."""

from __future__ import annotations

from collections.abc import Mapping

from infowar_kit.corpus.packages import techniques
from infowar_kit.text import attribute, direction, escape
from infowar_kit.tone.lens import STRENGTH_WORDS, Finding


def finding_html(found: Finding) -> str:
    """Return a finding: its words, what it is taken for, how surely, and why."""
    name = escape(techniques()[found.technique].name)
    lowered = f" {escape(found.lowered_words)}" if found.lowered else ""
    strength = escape(STRENGTH_WORDS[found.strength])
    return f"“{escape(found.words)}” – {name}, {strength}. {escape(found.reason)}{lowered}"


def marked(text: str, language: str, findings: Mapping[str, Finding]) -> str:
    """Return a text as HTML with its findings marked and numbered."""
    out, place = [], 0
    for name, found in findings.items():
        if found.start < place:  # two techniques on the same words: one mark, both numbers in the list
            continue
        same = [key for key, other in findings.items() if other.start == found.start]
        label = escape(", ".join(same) or name)
        out.append(escape(text[place : found.start]))
        out.append(f"<mark><sup>{label}</sup>{escape(text[found.start : found.end])}</mark>")
        place = found.end
    out.append(escape(text[place:]))
    return f'<span lang="{attribute(language)}" dir="{direction(language)}">{"".join(out)}</span>'
