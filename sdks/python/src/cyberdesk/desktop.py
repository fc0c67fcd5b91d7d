"""One desktop and everything that can be done in it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, BinaryIO, Literal, Self

from ._control import Control
from ._generated import models
from ._generated_resources import Resources
from ._generated_routes import READ_FILE, RequestInput, RequestOptions
from ._params import OnState
from ._wait import seconds_left
from .errors import ActionFailedError, NotFoundError
from .screenshot import Screenshot

Button = Literal["left", "middle", "right", "back", "forward"]
_GRACE = 15.0
_LONG = RequestOptions(timeout=3600)


class Files:
    """Files of one desktop. Paths are absolute."""

    def __init__(self, resources: Resources, desktop_id: str) -> None:
        self._files = resources.files
        self._id = desktop_id

    def read(self, path: str) -> bytes:
        """The whole content of a file."""
        return self._files.read(self._id, path=path, options=_LONG).content

    def read_text(self, path: str) -> str:
        """The content of a file as UTF-8 text."""
        return self.read(path).decode()

    def stream(self, path: str) -> AbstractContextManager[Iterator[bytes]]:
        """The content of a file as it arrives: `with files.stream(path) as chunks`. Never held in memory as a whole."""
        request = RequestInput(path={"desktopId": self._id}, query={"path": path})
        return self._files._transport.stream(READ_FILE, request, _LONG)

    def write(
        self, path: str, content: bytes | str | Iterable[bytes] | BinaryIO, *, mode: str | None = None
    ) -> models.FileInfo:
        """Writes a whole file; the old content stays until all bytes have arrived. `mode` is octal, such as `0755`.

        An open file or an iterable of bytes is sent as it is read and, being used up, never repeated.
        """
        data = content.encode() if isinstance(content, str) else content
        return self._files.write(self._id, data, path=path, mode=mode, options=_LONG)

    def stat(self, path: str) -> models.FileInfo:
        """Size, type, permissions and times of a path. A link is not followed."""
        return self._files.stat(self._id, path=path)

    def list(self, path: str) -> Iterator[models.FileInfo]:
        """The entries of a directory, sorted by name."""
        cursor: str | None = None
        while True:
            page = self._files.list(self._id, path=path, limit=100, cursor=cursor)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor


class Streams:
    """Live-view links of one desktop."""

    def __init__(self, resources: Resources, desktop_id: str) -> None:
        self._streams = resources.streams
        self._id = desktop_id

    def create(
        self,
        role: Literal["view", "control"],
        *,
        expires_in_seconds: int | None = None,
        viewer_label: str | None = None,
    ) -> models.CreatedStream:
        """Makes a link. Its token is in this result only."""
        return self._streams.create(
            self._id, role=role, expires_in_seconds=expires_in_seconds, viewer_label=viewer_label
        )

    def list(self) -> Iterator[models.Stream]:
        """All links, newest first."""
        cursor: str | None = None
        while True:
            page = self._streams.list(self._id, limit=100, cursor=cursor)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def revoke(self, stream_id: str) -> None:
        """Revokes a link: it is refused from now on, and open sockets are cut."""
        self._streams.revoke(self._id, stream_id)


class Desktop:
    """One desktop: its data as they were last read, and everything that can be done in it."""

    def __init__(self, resources: Resources, data: models.Desktop) -> None:
        self._resources = resources
        self.data = data
        """Everything that the API said of it when it was last read."""
        self.files = Files(resources, data.id)
        """Files inside the desktop."""
        self.streams = Streams(resources, data.id)
        """Links to the live view."""
        self.control = Control(resources, data.id)
        """Who may act."""

    @property
    def id(self) -> str:
        """Id of the desktop."""
        return self.data.id

    @property
    def state(self) -> str:
        """Where it stood when it was last read: `pending`, `starting`, `running`, `stopped`, …"""
        return self.data.state

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(NotFoundError):
            self.delete()

    def refresh(self) -> Self:
        """Reads the desktop again."""
        self.data = self._resources.desktops.get(self.id)
        return self

    def wait_for(
        self,
        state: Literal["running", "stopped", "deleted"],
        *,
        timeout: float = 300,
        on_state: OnState | None = None,
    ) -> Self:
        """Waits until the desktop is in this state, for at most `timeout` seconds. `on_state` hears of each state."""
        deadline = time.monotonic() + timeout
        told = None
        while True:
            if on_state and self.data.state != told:
                told = self.data.state
                on_state(self.data)
            seconds = seconds_left(self.data, state, deadline)
            if not seconds:
                return self
            self.data = self._resources.desktops.get(self.id, wait_seconds=seconds)

    def update(self, *, name: str | None = None, labels: Mapping[str, str] | None = None) -> Self:
        """Changes name or labels."""
        self.data = self._resources.desktops.update(self.id, name=name, labels=labels)
        return self

    def start(
        self,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
        wait: bool = False,
    ) -> Self:
        """Starts a stopped desktop with a new deadline, by default one hour from now."""
        self.data = self._resources.desktops.start(
            self.id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        return self.wait_for("running") if wait else self

    def stop(self, *, wait: bool = False) -> Self:
        """Stops the desktop. Its disk stays."""
        self.data = self._resources.desktops.stop(self.id)
        return self.wait_for("stopped") if wait else self

    def delete(self, *, wait: bool = False) -> Self:
        """Deletes the desktop and its disk."""
        self.data = self._resources.desktops.delete(self.id)
        return self.wait_for("deleted") if wait else self

    def extend(
        self, *, timeout_seconds: int | None = None, expires_at: datetime.datetime | str | None = None
    ) -> Self:
        """Sets the deadline anew, in seconds from now or as a time."""
        self.data = self._resources.desktops.extend(
            self.id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        return self

    def connect(self, timeout_seconds: int, *, wait: bool = True) -> models.ConnectionEndpoints:
        """Starts the desktop when it is stopped, sets its deadline, and tells where it is reached."""
        connection = self._resources.desktops.connect(self.id, timeout_seconds=timeout_seconds)
        self.data = connection.desktop
        if wait:
            self.wait_for("running")
        return connection.endpoints

    def screenshot(
        self,
        *,
        format: Literal["png", "jpeg", "webp"] | None = None,
        quality: int | None = None,
        cursor: bool | None = None,
    ) -> Screenshot:
        """A picture of the whole screen as the bytes of a file, PNG unless another `format` is asked for; it knows its
        `width` and `height`. `quality` 1 to 100 is for `jpeg` and `webp`.
        """
        response = self._resources.screen.screenshot(self.id, format=format, quality=quality, cursor=cursor)
        return Screenshot.of(response)

    def display(self) -> models.Display:
        """Size of the screen and place of the pointer, in pixels."""
        return self._resources.screen.display(self.id)

    def actions(self, actions: Sequence[Mapping[str, Any]]) -> list[models.ActionResult]:
        """Does a batch of actions in order; raises ActionFailedError with the results when a step failed."""
        batch = self._resources.actions.perform(self.id, actions=actions)
        failed = [index for index, result in enumerate(batch.results) if result.status == "failed"]
        if not failed and batch.outcome == "completed":
            return batch.results
        at = batch.stopped_at if isinstance(batch.stopped_at, int) else (failed or [0])[0]
        step = batch.results[at]
        raise ActionFailedError(f"Step {at} ({step.type_}) failed: {step.error}", at, batch.results)

    def move(self, x: int, y: int) -> None:
        """Moves the pointer."""
        self.actions([{"type": "move", "x": x, "y": y}])

    def click(self, x: int, y: int, *, button: Button = "left", count: int = 1) -> None:
        """Clicks at a point, once with the left button unless told otherwise."""
        self.actions([{"type": "click", "x": x, "y": y, "button": button, "count": count}])

    def double_click(self, x: int, y: int) -> None:
        """Clicks twice at a point."""
        self.click(x, y, count=2)

    def drag(self, path: Sequence[tuple[int, int]], *, button: Button = "left") -> None:
        """Drags along points with the button held."""
        self.actions([{"type": "drag", "path": [{"x": x, "y": y} for x, y in path], "button": button}])

    def scroll(self, *, x: int = 0, y: int = 0, at: tuple[int, int] | None = None) -> None:
        """Turns the wheel by notches; positive is right and down."""
        point = {"x": at[0], "y": at[1]} if at else {}
        self.actions([{"type": "scroll", "deltaX": x, "deltaY": y, **point}])

    def type(self, text: str) -> None:
        """Types text exactly, any Unicode, into what has the focus. Long text is sent in pieces."""
        for start in range(0, len(text), 2000):
            self.actions([{"type": "type", "text": text[start : start + 2000]}])

    def key(self, *keys: str) -> None:
        """Presses keys together: `key("ctrl", "l")`. Names are X keysyms or the usual ones."""
        self.actions([{"type": "key", "keys": list(keys)}])

    def run(
        self,
        command: str | Sequence[str],
        *,
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        stdin: str | None = None,
        timeout_seconds: int = 30,
    ) -> models.Command:
        """Runs a command to its end. A list is run as it is, a text by the shell. A non-zero exit code is no error."""
        return self._resources.commands.run(
            self.id,
            command=command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            options=RequestOptions(timeout=timeout_seconds + _GRACE),
        )
