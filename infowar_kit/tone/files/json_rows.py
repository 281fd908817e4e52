"""Rows of JSON: one a line, a list of them, or what Telegram exports (``result.json``)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from infowar_kit.errors import ToneError
from infowar_kit.tone.files.row import Cut, Row

_LONGEST = 64 * 1024 * 1024
_EXPORT = re.compile(r'"(?:messages\s*"\s*:\s*\[|chats"\s*:\s*\{)')
# In an export of a whole account, chats lie within these; contacts and sessions are no texts.
_FOLDERS = ("chats", "left_chats", "list")
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_ENDS = re.compile(r"\r\n?|\n")
_BEGINS = re.compile(r"(?:^|[\r\n])[ \t]*[\[{]")
_BYTES = "holds bytes that are no UTF-8"

Chat = tuple[str, str] | tuple[()]


class _Repeated(dict[str, Any]):
    """An object that holds a key twice."""


class _NoUtf8(dict[str, Any]):
    """A value in which some bytes are no UTF-8."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Repeated(found)


_decoder = json.JSONDecoder(object_pairs_hook=_object)


def is_json(text: str) -> bool:
    """Whether any line of a text begins as JSON does that can hold texts."""
    return bool(_BEGINS.search(text))


def is_document(text: str) -> bool:
    """Whether JSON that begins so is one document, and not an object a line."""
    if text.startswith("["):
        return True
    line, end, rest = text.partition("\n")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        # An object over lines, or one so long that its line goes on.
        return line.rstrip().endswith(("{", "[")) or bool(_EXPORT.search(line if end else text))
    return not rest.strip() and isinstance(found, dict) and _is_export(found)


def _is_export(found: dict[str, Any]) -> bool:
    return isinstance(found.get("messages"), list) or isinstance(found.get("chats"), dict)


def line_rows(lines: Iterable[str], remarks: list[str]) -> Iterator[Row]:
    """Yield the rows of JSON lines; a remark tells what was passed over, when all is read."""
    passed: Counter[str] = Counter()
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            try:
                line.encode()
                found = _decoder.decode(line.strip("\ufeff \t\r\n"))
            except UnicodeEncodeError:
                yield Row(number, {}, _BYTES)
                continue
            except (ValueError, RecursionError) as error:
                yield Row(number, {}, f"is no JSON ({error})")
                continue
            yield from _row(number, found, passed)
    except Cut as cut:
        yield Row(cut.line, {}, cut.fault)
    remarks += _passed(passed)


def _row(number: int, found: Any, passed: Counter[str], chat: Chat = ()) -> Iterator[Row]:
    if not isinstance(found, dict):
        yield Row(number, {}, "is no JSON object")
    elif isinstance(found, _NoUtf8):
        yield Row(number, {}, _BYTES)
    elif isinstance(found, _Repeated):
        yield Row(number, {}, "is a JSON object that holds a key twice")
    elif found.get("type") == "service" and "action" in found:
        passed["service message"] += 1
    elif isinstance(text := found.get("text"), list) and _is_formatted(text, found):
        if joined := _joined(text):
            yield Row(number, {**found, "text": joined}, chat=chat)
        else:
            passed["message without text"] += 1
    elif text == "" and found.get("type") == "message":
        passed["message without text"] += 1
    else:
        yield Row(number, found, chat=chat)


def _is_formatted(parts: list[Any], message: dict[str, Any]) -> bool:
    """Whether a list is a text of Telegram: plain stretches, and formatted ones with their kind."""
    kinds = [isinstance(part, dict) and isinstance(part.get("text"), str) for part in parts]
    if not all(kind or isinstance(part, str) for kind, part in zip(kinds, parts, strict=True)):
        return False
    return any(kinds) or message.get("type") == "message"


def _joined(parts: list[Any]) -> str:
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def _passed(passed: Counter[str]) -> list[str]:
    counts = [
        f"{count} {what if count == 1 else what.replace('message', 'messages')}"
        for what, count in passed.items()
    ]
    return [f"Passed over: {', '.join(counts)}."] if counts else []


class _Text:
    """Text that is read on as far as a value of JSON needs, and forgotten behind it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._text, self._at = "", 0
        self.line = 1

    def _more(self) -> bool:
        wanted = max(65_536, len(self._text) - self._at)
        parts, count = [self._text[self._at :]], 0
        while count < wanted:
            part = next(self._lines, None)
            if part is None:
                break
            parts.append(part)
            count += len(part)
        self._text, self._at = "".join(parts), 0
        return count > 0

    def _pass(self, end: int) -> None:
        self.line += len(_ENDS.findall(self._text, self._at, end))
        self._at = end

    def peek(self) -> str:
        """Return the next character that is no blank; empty at the end."""
        while True:
            found = _BLANK.match(self._text, self._at)
            self._pass(found.end() if found else self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> str:
        """Take the next character; it must be one of those wanted."""
        found = self.peek()
        if not found or found not in wanted:
            stands = f"'{found}'" if found else "the end of the file"
            raise Cut(self.line, f"is no JSON from here on: {stands} where '{wanted[0]}' should stand")
        self._pass(self._at + 1)
        return found

    def value(self) -> tuple[int, Any]:
        """Return the line at which the next value begins, and the value."""
        self.peek()
        line, problem = self.line, "a value is missing"
        while True:
            try:
                found, end = _decoder.raw_decode(self._text, self._at)
                if end < len(self._text) or not self._more():
                    if not _is_utf8(self._text[self._at : end]):
                        found = _NoUtf8()
                    self._pass(end)
                    return line, found
                continue  # a number might go on
            except json.JSONDecodeError as error:
                problem = error.msg
            except (ValueError, RecursionError) as error:
                raise Cut(line, f"is no JSON from here on ({error})") from None
            if len(self._text) - self._at > _LONGEST or not self._more():
                raise Cut(line, f"is no JSON from here on ({problem})")


def _is_utf8(text: str) -> bool:
    # Bytes that are none are kept as what UTF-8 cannot hold; JSON itself spells that in plain letters.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def document_rows(lines: Iterable[str], remarks: list[str]) -> Iterator[Row]:
    """Yield the rows of a document: the items of a list, or the messages of an export.

    Raises
    ------
    ToneError
        If it holds neither.
    """
    text, passed = _Text(lines), Counter[str]()
    keys: list[str] = []
    try:
        if text.peek() == "[":
            yield from _items(text, passed)
        else:
            yield from _export(text, passed, keys)
    except Cut as cut:
        yield Row(cut.line, {}, cut.fault)
        return
    if text.peek():
        yield Row(text.line, {}, "stands after the end of the JSON; what follows is not read")
    if keys and "messages" not in keys:
        raise ToneError(
            f"The file is one JSON object with {', '.join(dict.fromkeys(keys))}, and no list of rows. "
            f"What is read: a list of objects, an object a line, or a Telegram export with its messages."
        )
    remarks += _passed(passed)


def _items(text: _Text, passed: Counter[str], chat: Chat = ()) -> Iterator[Row]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        line, found = text.value()
        yield from _row(line, found, passed, chat)
        if text.take(",]") == "]":
            return


def _export(text: _Text, passed: Counter[str], keys: list[str]) -> Iterator[Row]:
    text.take("{")
    if text.peek() == "}":
        text.take("}")
        return
    named: dict[str, str] = {}  # of a chat its name and type stand before its messages
    while True:
        _, key = text.value()
        text.take(":")
        keys.append(str(key))
        opened = text.peek()
        if key == "messages" and opened == "[":
            yield from _items(text, passed, (named.get("name", ""), named.get("type", "")))
        elif key == "messages":
            line, _ = text.value()
            yield Row(line, {}, "holds messages that are no list, so none of them is read")
        elif key in _FOLDERS and opened == "{":
            yield from _export(text, passed, keys)
        elif key == "list" and opened == "[":
            yield from _chats(text, passed, keys)
        else:
            _, said = text.value()
            if key in ("name", "type") and isinstance(said, str):
                named[key] = said
        if text.take(",}") == "}":
            return


def _chats(text: _Text, passed: Counter[str], keys: list[str]) -> Iterator[Row]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        if text.peek() == "{":
            yield from _export(text, passed, keys)
        else:
            text.value()
        if text.take(",]") == "]":
            return
