"""What the calls about commands send and read, for both clients."""

from __future__ import annotations

import base64
import json
import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

from ._generated import models
from ._generated_routes import RequestInput, RequestOptions
from ._sse import EventParser
from ._wait import LONG_POLL_SECONDS
from .errors import APIError, ConnectionError, CyberdeskError, TimeoutError

GRACE = 15.0
"""How long a command may run beyond its own timeout before the client gives up on the answer."""
_SILENCE = 45.0
"""The server sends a comment every 15 s at least: after three of those nobody is there."""
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 8.0
_MAX_FAILURES = 8
"""So many connections in a row may fail: about half a minute."""
_PIECE_BYTES = 256 * 1024
"""Of one write to standard input."""

CommandEvent = models.CommandOutputEvent | models.CommandGapEvent | models.CommandEndEvent
Signal = Literal[
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGKILL",
    "SIGUSR1",
    "SIGUSR2",
    "SIGTERM",
    "SIGCONT",
    "SIGSTOP",
    "SIGTSTP",
]
_EVENTS = {
    "output": models.CommandOutputEvent,
    "gap": models.CommandGapEvent,
    "end": models.CommandEndEvent,
}


class Place:
    """How far a reader of output has come, and how often in a row its connection failed."""

    def __init__(self, offset: int, deadline: float = math.inf) -> None:
        self.is_over = False
        self._offset = offset
        self._deadline = deadline
        self._failures = 0
        self._parser = EventParser()

    def request(self, path: Mapping[str, str]) -> tuple[RequestInput, RequestOptions]:
        self._parser = EventParser()
        query = {"offset": self._offset}
        return RequestInput(path=path, query=query), RequestOptions(timeout=_SILENCE, max_retries=0)

    def feed(self, chunk: bytes) -> Iterator[CommandEvent]:
        if time.monotonic() > self._deadline:
            raise TimeoutError("The command took too long.")
        for event in self._parser.feed(chunk):
            body = json.loads(event.data)
            self._failures = 0
            self._offset = body["offset"]
            self.is_over = body["type"] == "end"
            yield _EVENTS[body["type"]].from_dict(body)
            if self.is_over:
                return

    def failed(self, error: CyberdeskError) -> None:
        """Raises what asking again would not get past, or was tried often enough."""
        refused = isinstance(error, APIError) and error.status < 500 and error.status not in (408, 429)
        if refused or self._failures >= _MAX_FAILURES or time.monotonic() > self._deadline:
            raise error

    def pause(self) -> float:
        """Seconds until the next connection. A stream that only ever ends before its end is no stream."""
        if self._failures >= _MAX_FAILURES:
            raise ConnectionError("The output breaks off each time.")
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**self._failures)
        self._failures += 1
        return longest * (0.5 + random.random() / 2)


class Wait:
    """How long a wait for the end of a command may last."""

    def __init__(self, timeout: float | None) -> None:
        self._deadline = math.inf if timeout is None else time.monotonic() + timeout

    def seconds(self) -> int:
        """How long the next poll may last."""
        left = self._deadline - time.monotonic()
        return LONG_POLL_SECONDS if left > LONG_POLL_SECONDS else max(0, math.ceil(left))

    def ended(self, command: models.Command) -> bool:
        """True when it has ended. Raises when the time is over before."""
        if command.state != "running":
            return True
        if time.monotonic() >= self._deadline:
            raise TimeoutError(f"The command {command.id} still runs, and the time to wait for it is over")
        return False


def run_options(timeout_seconds: int) -> RequestOptions:
    return RequestOptions(timeout=timeout_seconds + GRACE)


def text_of(event: models.CommandOutputEvent) -> str:
    """Text of a piece of output; bytes that are no UTF-8 are replaced."""
    if isinstance(event.text, str):
        return event.text
    return base64.b64decode(event.data or b"").decode(errors="replace")


def pieces_of(content: str | bytes) -> Iterator[str]:
    """Input in pieces that one request takes, base64."""
    data = content.encode() if isinstance(content, str) else content
    for start in range(0, len(data), _PIECE_BYTES):
        yield base64.b64encode(data[start : start + _PIECE_BYTES]).decode()


def request_of(
    command: str | Sequence[str],
    *,
    cwd: str | None,
    env: Mapping[str, str] | None,
    user: str | None,
    stdin: str | None,
    timeout_seconds: int | None,
    tag: str | None,
    pty: tuple[int, int] | None,
) -> dict[str, Any]:
    """What a command is started with."""
    return {
        "command": command,
        "cwd": cwd,
        "env": env,
        "user": user,
        "stdin": stdin,
        "timeout_seconds": timeout_seconds,
        "tag": tag,
        "pty": None if pty is None else {"columns": pty[0], "rows": pty[1]},
    }


def callback_of(
    event: CommandEvent, on_stdout: Callable[[str], Any] | None, on_stderr: Callable[[str], Any] | None
) -> Callable[[str], Any] | None:
    """Who hears of an event."""
    if not isinstance(event, models.CommandOutputEvent):
        return None
    return {"stdout": on_stdout, "stderr": on_stderr}.get(event.stream)
