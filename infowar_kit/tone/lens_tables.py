"""Tables of lesson 08: the lens's measured error beside others', and what fires in renderings of a term."""

from __future__ import annotations

from dataclasses import dataclass

from infowar_kit.corpus import Corpus
from infowar_kit.corpus.packages import Measurement, datasets_folder, load_package, techniques
from infowar_kit.page.table import LEFT, Table
from infowar_kit.say import later, number, say
from infowar_kit.text import escape, language_name
from infowar_kit.tone.lens import LANGUAGES, STRENGTH_WORDS, Finding, ReadText, read, read_text
from infowar_kit.tone.lens_hunt import finding_html
from infowar_kit.tone.methods.annotators import agreement

ORIGINAL, RENDERING = later("original, {language}"), later("rendering, {language}")


@dataclass(frozen=True)
class Reading:
    """A text with what the lens finds in it, or why it was not read."""

    text: str
    became: ReadText

    @classmethod
    def of(cls, text: str, lang: str | None = None) -> Reading:
        """Read a text."""
        return cls(text, read_text(text, lang))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the lens finds."""
        return self.became.findings

    def __repr__(self) -> str:
        if self.became.status != "read":
            return self.became.sentence
        nothing = say("The lens finds nothing. That does not mean that nothing is there.")
        return "\n".join([self.became.sentence, *(map(str, self.findings) if self.findings else [nothing])])

    def _repr_html_(self) -> str:
        if not self.findings:
            return "".join(f"<p>{escape(line)}</p>" for line in repr(self).split("\n"))
        lines = "".join(f"<li>{finding_html(found)}</li>" for found in self.findings)
        return f"<p>{escape(self.became.sentence)}</p><ol>{lines}</ol>"


@dataclass(frozen=True)
class Measured:
    """Numbers in groups: what was measured, on which texts, and there the lens beside others."""

    caption: str
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]

    def __repr__(self) -> str:
        lines = [self.caption]
        for title, rows in self.groups:
            lines += ["", title, *("\t".join(filter(None, row)) for row in rows)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        out = [f"<p>{escape(self.caption)}</p>"]
        for title, rows in self.groups:
            body = "".join(
                f'<tr><th scope="row" {LEFT}>{escape(whom)}</th>'
                f"<td {LEFT}>{escape(found)}{f'<br>{escape(note)}' if note else ''}</td></tr>"
                for whom, found, note in rows
            )
            out.append(
                f"<table><caption {LEFT}><strong>{escape(title)}</strong>"
                f'</caption><thead><tr><th scope="col" {LEFT}>{escape(say("of whom"))}</th>'
                f'<th scope="col" {LEFT}>{escape(say("number"))}</th></tr></thead>'
                f"<tbody>{body}</tbody></table>"
            )
        return "".join(out)


def measured(corpus: Corpus) -> Measured:
    """Return the lens's measured numbers beside floors, published systems and annotators."""
    rows: tuple[Measurement, ...] = load_package(datasets_folder() / "lens").table("measurements")
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows:
        groups.setdefault(f"{row.measure}: {row.data}", []).append((row.subject, _number(row), row.note))
    alpha = agreement(corpus).total.alpha
    about = corpus.event.annotators_short
    note = say("1 = full agreement, 0 = as by chance") + (f"; {about}" if about else "")
    ours = say("agreement on spans (α): our passages")
    groups[ours] = [(say("our two annotators"), number(alpha, 2), note)]
    caption = say("Measured numbers. In brackets: 95 % intervals. A floor is what costs nothing.")
    return Measured(caption, tuple((title, tuple(found)) for title, found in groups.items()))


def _number(row: Measurement) -> str:
    ends = ""
    if row.low is not None and row.high is not None:
        ends = f" [{number(row.low, 2)}, {number(row.high, 2)}]"
    return f"{number(row.value, 2)}{ends}"


def drift(corpus: Corpus, term_id: str) -> Table:
    """Return what the lens finds in a term and in its attested renderings.

    Raises
    ------
    LookupFailed
        If there is no such term.
    """
    term = corpus.term(term_id)
    texts = [(term.term, term.language, ORIGINAL)]
    texts += [(row.text, row.language, RENDERING) for row in corpus.renderings_of_term(term_id)]
    known = [text for text in texts if text[1] in LANGUAGES]
    rows = tuple(
        (words, say(kind, language=language_name(language)), findings_in_words(read(words, language)))
        for words, language, kind in known
    )
    caption = say(
        "What the lens finds in “{term}” and its renderings in the languages that it has cues for.",
        term=term.gloss,
    )
    head = (say("words"), say("what it is"), say("findings"))
    return Table(caption, head, rows, tuple(text[1] for text in known))


def findings_in_words(findings: tuple[Finding, ...]) -> str:
    """Return findings in a line."""
    names = techniques()
    said = [f"“{f.words}”: {names[f.technique].name}, {STRENGTH_WORDS[f.strength]}" for f in findings]
    return "; ".join(said) or say("nothing")
