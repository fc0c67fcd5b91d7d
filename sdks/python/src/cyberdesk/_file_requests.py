"""What the calls about files send, for both clients."""

from __future__ import annotations

import json
from typing import Any

from ._generated import models
from ._generated_routes import RequestInput, RequestOptions
from ._sse import ServerEvent

LONG = RequestOptions(timeout=3600)
"""Uploads and downloads may take long."""
_SILENCE = 45.0
"""The server sends a comment every 15 s at least: after three of those nobody is there."""

FileEvent = models.FileWatchReadyEvent | models.FileChangedEvent | models.FileWatchGapEvent
_EVENTS = {
    "ready": models.FileWatchReadyEvent,
    "change": models.FileChangedEvent,
    "gap": models.FileWatchGapEvent,
}


def path_request(desktop_id: str, path: str) -> RequestInput:
    return RequestInput(path={"desktopId": desktop_id}, query={"path": path})


def read_request(desktop_id: str, path: str, offset: int | None, length: int | None) -> RequestInput:
    request = path_request(desktop_id, path)
    if offset is None and length is None:
        return request
    start = offset or 0
    end = "" if length is None else start + length - 1
    return RequestInput(path=request.path, query=request.query, headers={"range": f"bytes={start}-{end}"})


def write_request(
    desktop_id: str, path: str, content: Any, *, mode: str | None, if_match: str | None, if_absent: bool
) -> RequestInput:
    query = {"path": path} if mode is None else {"path": path, "mode": mode}
    headers = {} if if_match is None else {"if-match": if_match}
    if if_absent:
        headers["if-none-match"] = "*"
    return RequestInput(path={"desktopId": desktop_id}, query=query, headers=headers, body=content)


def watch_request(desktop_id: str, path: str, recursive: bool) -> tuple[RequestInput, RequestOptions]:
    query = {"path": path, "recursive": recursive}
    return RequestInput(path={"desktopId": desktop_id}, query=query), RequestOptions(timeout=_SILENCE)


def event_of(event: ServerEvent) -> FileEvent:
    body = json.loads(event.data)
    return _EVENTS[body["type"]].from_dict(body)
