"""Server-sent events out of the bytes of an answer."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from .errors import CyberdeskError

_MAX_LINE = 4 * 1024 * 1024
"""A longer line is no event of this API but a broken or hostile server."""


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

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        text = self._rest + self._decoder.decode(chunk)
        # A carriage return at the end may be the first half of a line end.
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix(held) if held else text
        *lines, rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._rest = rest + held
        if len(self._rest) > _MAX_LINE:
            raise CyberdeskError("A line of the event stream is too long.")
        return [event for line in lines if (event := self._take(line)) is not None]

    def _take(self, line: str) -> ServerEvent | None:
        if line == "":
            data, self._data = self._data, []
            return ServerEvent(self._id, "\n".join(data)) if data else None
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "id" and "\0" not in value:
            self._id = value
        return None
