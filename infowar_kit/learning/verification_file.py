"""A learner's verification file: findings, note and evidence, as one page of HTML or as Markdown."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from infowar_kit.corpus import Corpus
from infowar_kit.errors import KitError
from infowar_kit.files import write
from infowar_kit.learning.file_parts import Heading, Lines, Part, chapters
from infowar_kit.page.labels import publication_label
from infowar_kit.say import plural, say
from infowar_kit.tasks.session import Session
from infowar_kit.text import attribute, escape

NAME = "verification-file"
# For paper and for any window; nothing is fetched. Addresses stand in words: paper has no links.
STYLE = """
@page { size: A4; margin: 20mm 18mm; }
:root { color-scheme: light dark; }
body { font: 11pt/1.45 Georgia, "DejaVu Serif", serif; max-width: 46em; margin: 0 auto; padding: 1em;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 1.6em; break-after: avoid; }
h3 { font-size: 1em; margin: 1.2em 0 .2em; break-after: avoid; }
dl { margin: 0; } dt { font-weight: bold; } dd { margin: 0 0 .4em 1em; }
section.part { break-inside: avoid; } li { margin-bottom: .3em; }
.mark { border: 1px solid; padding: 0 .3em; }
a { color: inherit; }
@media (max-width: 30em) { ul { padding-left: 1.2em; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } }
"""


@dataclass(frozen=True)
class VerificationFile:
    """What a learner found in the lesson of that name. It holds no name, and what was written stays here.

    Parameters
    ----------
    session : Session
        Corpus and record.
    """

    session: Session

    @property
    def corpus(self) -> Corpus:
        """What the findings are about."""
        return self.session.corpus

    @property
    def parts(self) -> tuple[Part, ...]:
        """Headings and lines, in order."""
        return chapters(self.session)

    def refs(self) -> list[str]:
        """Return the rows that the file rests on, each once, in the order in which it names them."""
        named = [ref for part in self.parts if isinstance(part, Lines) for ref in part.rows]
        return list(dict.fromkeys(named))

    def evidence(self) -> list[tuple[str, str, str]]:
        """Return the rows that the file rests on: what each says, and its address where it has one."""
        return [(ref, *_row(self.corpus, ref)) for ref in self.refs()]

    def html(self) -> str:
        """Return the file as one page that needs nothing else, offline and on paper."""
        title = say("Verification file")
        body = [f"<h1>{escape(title)}</h1><p>{escape(self.corpus.title)}</p>"]
        for part in self.parts:
            if isinstance(part, Heading):
                body.append(f"<h2>{escape(part.text)}</h2>")
                continue
            pairs = "".join(f"<dt>{escape(name)}</dt><dd>{_lines(text)}</dd>" for name, text in part.pairs)
            rows = f"<dt>{escape(say('Evidence'))}</dt><dd>{escape(', '.join(part.rows))}</dd>"
            mark = f'<p class="mark">{escape(part.mark)}</p>' if part.mark else ""
            body.append(
                f'<section class="part"><h3>{escape(part.title)}</h3>{mark}'
                f"<dl>{pairs}{rows if part.rows else ''}</dl></section>"
            )
        listed = "".join(
            f"<li><strong>{escape(ref)}</strong>: {escape(words)}{_address(url)}</li>"
            for ref, words, url in self.evidence()
        )
        body.append(f"<h2>{escape(say('Evidence'))}</h2>" + (f"<ul>{listed}</ul>" if listed else ""))
        body.append(f"<h2>{escape(say('Licences'))}</h2><p>{escape(self._rights())}</p>")
        body += [f"<p>{escape(name)}{_address(url)}</p>" for name, url in self.licences()]
        language = attribute(self.session.language)
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
            + "\n".join(body)
            + "\n</main>\n</body>\n</html>\n"
        )

    def markdown(self) -> str:
        """Return the same as Markdown."""
        lines = [f"# {say('Verification file')}", "", _md(self.corpus.title), ""]
        for part in self.parts:
            if isinstance(part, Heading):
                lines += [f"## {_md(part.text)}", ""]
                continue
            lines += [f"### {_md(part.title)}", ""]
            lines += [f"*{_md(part.mark)}*", ""] if part.mark else []
            lines += [f"- **{_md(name)}**: {_md(' '.join(text.split()))}" for name, text in part.pairs]
            lines += [f"- **{say('Evidence')}**: {', '.join(part.rows)}"] if part.rows else []
            lines += [""]
        lines += [f"## {say('Evidence')}", ""]
        lines += [
            f"- **{ref}**: {_md(words)}{f' <{url}>' if url else ''}" for ref, words, url in self.evidence()
        ]
        lines += ["", f"## {say('Licences')}", "", _md(self._rights()), ""]
        lines += [f"- {_md(name)} <{url}>" for name, url in self.licences()]
        return "\n".join(lines) + "\n"

    def licences(self) -> list[tuple[str, str]]:
        """Return under what the evidence may be passed on: name and address."""
        return [(str(one.get("title", "")), str(one.get("path", ""))) for one in self.corpus.raw["licenses"]]

    def _rights(self) -> str:
        return say(
            "What you wrote is yours. The evidence is of the corpus {corpus} {version}, under this licence; "
            "pages and posts belong to those who published them.",
            corpus=self.corpus.name, version=self.corpus.version,
        )  # fmt: skip

    def save(self, folder: str | Path = ".") -> tuple[Path, Path]:
        """Write both files into a folder and return their paths; what has their names is replaced."""
        made = Path(folder) / f"{NAME}.html", Path(folder) / f"{NAME}.md"
        write(made[0], self.html())
        write(made[1], self.markdown())
        return made

    def __repr__(self) -> str:
        found = sum(isinstance(part, Lines) for part in self.parts)
        return plural("Verification file: {number} finding", "Verification file: {number} findings", found)

    def _repr_html_(self) -> str:
        if not any(isinstance(part, Lines) for part in self.parts):
            words = say(
                "Your file is empty as yet. Work on the tasks above; then load this page again, "
                "or run this cell again in JupyterLab."
            )
            return f"<p>{escape(words)}</p>"
        page = _link(
            f"{NAME}.html", "text/html", self.html(), say("Download as a page (opens offline, prints)")
        )
        text = _link(f"{NAME}.md", "text/markdown", self.markdown(), say("Download as Markdown"))
        return f"<p>{escape(repr(self))}.</p><ul><li>{page}</li><li>{text}</li></ul>"


def _link(name: str, kind: str, content: str, words: str) -> str:
    data = base64.b64encode(content.encode("utf-8", "replace")).decode()
    return f'<a download="{name}" href="data:{kind};charset=utf-8;base64,{data}">{escape(words)}</a>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return ""
    return f' <a href="{attribute(url)}">{escape(url)}</a>'


def _md(text: str) -> str:
    """Return text in which nothing is a mark of Markdown or of HTML."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def _row(corpus: Corpus, ref: str) -> tuple[str, str]:
    """Return what a row says and the address of its page; for a claim, that of the item that had it first."""
    name, _, key = ref.partition(":")
    try:
        row = corpus.get(name, key)
    except KitError:
        return "", ""
    # A finding also has a column "claim", which holds an id and says nothing to a reader.
    words = next((str(getattr(row, one)) for one in ("reports", "statement", "claim", "text", "name")
                  if getattr(row, one, "")), "")  # fmt: skip
    if name == "items":
        item = corpus.item(key)
        when = publication_label(item, corpus.zone, corpus.period)
        words = f"{corpus.source(item.source).name}, {when}. {words}"
    url = getattr(row, "url", "")
    first = getattr(row, "first_item", "")
    if not url and first:
        url = corpus.item(first).url
    return words, url
