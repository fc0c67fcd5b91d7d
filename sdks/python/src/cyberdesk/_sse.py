"""Server-sent events out of the bytes of an answer."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from .errors import CyberdeskError

_MAX_EVENT = 4 * 1024 * 1024
"""A longer event is none of this API but of a broken or hostile server."""


@dataclass(frozen=True)
class ServerEvent:
    """One event: its place in the stream, and its text, JSON in this API."""

    id: str | None
    data: str


class EventParser:
    """Takes bytes as they arrive and gives the events that are complete."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._id: str | None = None
        self._data: list[str] = []
        self._length = 0

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        text = self._rest + self._decoder.decode(chunk)
        # A carriage return at the end may be the first half of a line end.
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix(held) if held else text
        *lines, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._rest = rest + held
        events = [event for line in lines if (event := self._take(line)) is not None]
        if len(self._rest) + self._length > _MAX_EVENT:
            raise CyberdeskError("An event of the stream is too long.")
        return events

    def _take(self, line: str) -> ServerEvent | None:
        if line == "":
            data, self._data, self._length = self._data, [], 0
            return ServerEvent(self._id, "\n".join(data)) if data else None
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._length += len(value) + 1
        elif name == "id" and "\0" not in value:
            self._id = value
        return None
