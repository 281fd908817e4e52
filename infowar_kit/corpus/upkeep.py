"""Keep up a corpus: make again what is made from its tables.

The CSV files, the event's own file and the kit's schema are the one source. Made from them are the seals (the
``sha256`` column of the items), the descriptor with the hash of each file, ``DICTIONARY.md``, and the counts
between two marks in ``DATASHEET.md``.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from infowar_kit.corpus.corpus import Corpus
from infowar_kit.corpus.descriptor import DESCRIPTOR, EVENT, Descriptor
from infowar_kit.corpus.faults import Fault
from infowar_kit.corpus.loading import examine, find
from infowar_kit.corpus.packages import is_package, load_package
from infowar_kit.corpus.schema import descriptor_text, sealed, with_seal
from infowar_kit.corpus.sealing import SEAL, seal_of
from infowar_kit.corpus.table import Field, Table
from infowar_kit.errors import CorpusError, WorkspaceError
from infowar_kit.files import write

DICTIONARY = "DICTIONARY.md"
DATASHEET = "DATASHEET.md"
BEGIN, END = "<!-- counts: made by `infowar-kit corpus seal` -->", "<!-- end of counts -->"


def made_files(folder: Path) -> dict[str, str]:
    """Return what the made files of a corpus should hold now, by file name.

    Raises
    ------
    CorpusError
        If the corpus has faults, apart from outdated seals.
    """
    if is_package(folder):
        package = load_package(folder)
        written = descriptor_text(with_seal(package.raw, package.data))
        return {DICTIONARY: dictionary(package.descriptor), DESCRIPTOR: written}
    corpus, faults = examine(folder)
    if corpus is None:
        raise CorpusError(f"The corpus in {folder}", faults)
    made = {DICTIONARY: dictionary(corpus.descriptor), **sealed_tables(corpus)}
    if (folder / EVENT).exists():
        rows = {t.name: made[t.path].encode() for t in corpus.descriptor.tables if t.path in made}
        made[DESCRIPTOR] = descriptor_text(sealed(corpus.descriptor.raw, {**corpus.data, **rows}))
    sheet = folder / DATASHEET
    if sheet.exists():
        try:
            made[DATASHEET] = with_counts(sheet.read_text(encoding="utf-8"), corpus)
        except UnicodeDecodeError:
            fault = Fault(DATASHEET, "is not UTF-8 text", valid="Save it as UTF-8.")
            raise CorpusError(f"The corpus in {folder}", [fault]) from None
    return made


def seal(name_or_path: str | Path) -> tuple[str, ...]:
    """Make again what is made from the tables.

    Returns
    -------
    tuple of str
        Names of the files that were changed.

    Raises
    ------
    CorpusError
        If the corpus has faults; nothing is written.
    WorkspaceError
        If a file cannot be written, for want of room for instance; what stood in it is still there.
    """
    folder = find(name_or_path)
    changed: list[str] = []
    for name, text in made_files(folder).items():
        path = folder / name
        if not path.exists() or path.read_bytes() != text.encode():
            try:
                write(path, text)
            except OSError as error:
                cause = error.strerror or str(error)
                made = f" Made again before it: {', '.join(changed)}." if changed else ""
                raise WorkspaceError(
                    f"{path} cannot be written ({cause}). What stood there is still there.{made} "
                    "Make room or give the right to write, and run the command once more."
                ) from error
            changed.append(name)
    return tuple(changed)


def sealed_tables(corpus: Corpus) -> dict[str, str]:
    """Return the text of every table whose rows have seals, with the seals made anew, by path."""
    made = {}
    for table in corpus.descriptor.tables:
        if SEAL not in table.columns or table.name not in corpus.data:
            continue
        lines = [_csv_line(table.columns)]
        for cells in corpus.cells(table.name):
            row = dict(zip(table.columns, cells, strict=True))
            row[SEAL] = seal_of(row)
            lines.append(_csv_line(row.values()))
        made[table.path] = "".join(lines)
    return made


def _csv_line(cells: Iterable[str]) -> str:
    # Only a line end with both characters makes Python 3.11 put a cell with a lone \r into quotation marks.
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n") + "\n"


def dictionary(descriptor: Descriptor) -> str:
    """Return the data dictionary as Markdown, made from the descriptor."""
    lines = [
        f"# Data dictionary: {descriptor.title}",
        "",
        "Made from `datapackage.json` by `infowar-kit corpus seal`; do not edit. All files are CSV: UTF-8,",
        "comma, one header line, an empty cell for what is not known or does not apply.",
        "",
    ]
    lines += [f"- [{table.name}](#{table.name}): {table.description}" for table in descriptor.tables]
    for table in descriptor.tables:
        lines += ["", f"## {table.name}", "", f"`{table.path}` – {table.description}", ""]
        lines += [f"Key: {' + '.join(table.primary_key)}." if table.primary_key else "No key of its own."]
        lines += [f"No two rows share {' + '.join(key)}." for key in table.unique_keys]
        lines += [f"Exactly one is filled: {', '.join(columns)}." for columns in table.exactly_one]
        lines += ["", "| column | type | must be filled | what it holds | valid |", "|---|---|---|---|---|"]
        lines += [_field_line(table, field, descriptor) for field in table.fields]
    return "\n".join(lines) + "\n"


def _field_line(table: Table, field: Field, descriptor: Descriptor) -> str:
    valid = []
    if field.enum:
        valid.append(", ".join(field.enum))
    if field.pattern:
        valid.append(f"form `{field.pattern.pattern}`".replace("|", "\\|"))
    if field.minimum is not None or field.maximum is not None:
        low = "" if field.minimum is None else f"{field.minimum:g}"
        high = "" if field.maximum is None else f"{field.maximum:g}"
        valid.append(f"{low} … {high}".strip())
    if field.separator:
        valid.append(f"several, with {field.separator} between them".replace("|", "`\\|`"))
    if field.max_words:
        valid.append(f"at most {field.max_words} words")
    if field.only_when:
        valid.append(f"filled exactly when {field.only_when[0]} is {field.only_when[1]}")
    for key in table.foreign_keys:
        if field.name in key.fields:
            column = key.columns[key.fields.index(field.name)]
            here = descriptor.table(key.table) is not None
            where = (
                f"[{key.table}](#{key.table})" if here else f"{key.table}, which the kit has for every event"
            )
            valid.append(f"{column} in {where}")
    text = field.description.replace("|", "\\|")
    needed = "yes" if field.required else ""
    return f"| {field.name} | {field.type} | {needed} | {text} | {'; '.join(valid)} |"


def counts(corpus: Corpus) -> str:
    """Return the counts of a corpus as Markdown: what there is, and how much is not known."""
    rows = [("table", "rows", "of them marked inferred"), ("---", "---", "---")]
    for table in corpus.descriptor.tables:
        if table.name not in corpus.data:
            continue
        records = corpus.table(table.name)
        marked = sum(record.inferred for record in records) if "inferred" in table.columns else "–"
        rows.append((f"`{table.name}`", str(len(records)), str(marked)))
    twice = sum(n >= 2 for n in Counter(item.source for item in corpus.items).values())
    timed = [item for item in corpus.items if item.precision == "minute"]
    both = sum(bool(relay.taker_item and relay.giver_item) for relay in corpus.relays)
    unknown = sum(bool(relay.giver_unknown) for relay in corpus.relays)
    first, last = corpus.period
    dated = [item for item in corpus.items if item.precision in ("minute", "day")]
    inside = [i for i in dated if first <= corpus.when(i).earliest.astimezone(corpus.zone).date() <= last]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines += [
        "",
        f"- Items dated within {first} to {last}: {len(inside)}; outside or not known to the day: "
        f"{len(corpus.items) - len(inside)}.",
        f"- Items with a known minute: {len(timed)}, of them {_tally(item.time_basis for item in timed)}.",
        f"- Sources with an item of their own: {len({item.source for item in corpus.items})}; "
        f"with two or more: {twice}.",
        f"- Relay steps between two items: {both}; to an unknown giver: {unknown}.",
        f"- Items by language: {_tally(item.language for item in corpus.items)}.",
        f"- Items by kind: {_tally(item.kind for item in corpus.items)}.",
        *(
            [f"- Items by front: {_tally(item.front for item in corpus.items)}."]
            if corpus.event.fronts
            else []
        ),
        f"- Items by who read them last: {_tally(item.read_by for item in corpus.items)}.",
        f"- Renderings by language: {_tally(row.language for row in corpus.renderings)}.",
        f"- Sources whose operator's country is unknown: "
        f"{sum(source.country == 'unknown' for source in corpus.sources)}; whose relation to a state is "
        f"unknown: {sum(source.state_control == 'unknown' for source in corpus.sources)}.",
        f"- Latest status of the claims: {_tally(_latest(corpus))}.",
    ]
    return "\n".join(lines)


def _latest(corpus: Corpus) -> Iterable[str]:
    for claim in corpus.claims:
        statuses = corpus.statuses_of_claim(claim.claim_id)
        yield statuses[-1].status if statuses else "no status"


def _tally(values: Iterable[str]) -> str:
    ranked = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{value} {count}" for value, count in ranked) or "none"


def with_counts(sheet: str, corpus: Corpus) -> str:
    """Return a datasheet with the counts between its two marks made anew."""
    before, mark, rest = sheet.partition(BEGIN)
    if not mark or END not in rest:
        return sheet
    return f"{before}{BEGIN}\n{counts(corpus)}\n{END}{rest.partition(END)[2]}"
