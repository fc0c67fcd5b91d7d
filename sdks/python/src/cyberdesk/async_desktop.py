"""One desktop and everything that can be done in it, for asyncio."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, BinaryIO, Literal, Self

from ._control import AsyncControl
from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_routes import READ_FILE, RequestInput, RequestOptions
from ._params import OnState
from ._wait import seconds_left
from .errors import ActionFailedError, NotFoundError
from .screenshot import Screenshot

Button = Literal["left", "middle", "right", "back", "forward"]
_GRACE = 15.0
_CHUNK = 64 * 1024
_LONG = RequestOptions(timeout=3600)


async def _chunks(content: Iterable[bytes] | BinaryIO) -> AsyncIterator[bytes]:
    """What is read synchronously, read in threads so that the loop goes on."""
    read = getattr(content, "read", None)
    parts = iter(content)
    step = (lambda: read(_CHUNK)) if read else (lambda: next(parts, b""))
    while part := await asyncio.to_thread(step):
        yield part


class AsyncFiles:
    """Files of one desktop. Paths are absolute."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._files = resources.files
        self._id = desktop_id

    async def read(self, path: str) -> bytes:
        """The whole content of a file."""
        return (await self._files.read(self._id, path=path, options=_LONG)).content

    async def read_text(self, path: str) -> str:
        """The content of a file as UTF-8 text."""
        return (await self.read(path)).decode()

    def stream(self, path: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The content of a file as it arrives: `async with files.stream(path) as chunks`. Never held in memory as a whole."""
        request = RequestInput(path={"desktopId": self._id}, query={"path": path})
        return self._files._transport.stream(READ_FILE, request, _LONG)

    async def write(
        self,
        path: str,
        content: bytes | str | AsyncIterable[bytes] | Iterable[bytes] | BinaryIO,
        *,
        mode: str | None = None,
    ) -> models.FileInfo:
        """Writes a whole file; the old content stays until all bytes have arrived. `mode` is octal, such as `0755`.

        An open file or an iterable of bytes is sent as it is read and, being used up, never repeated.
        """
        data = content.encode() if isinstance(content, str) else content
        if not isinstance(data, bytes | AsyncIterable):
            data = _chunks(data)
        return await self._files.write(self._id, data, path=path, mode=mode, options=_LONG)

    async def stat(self, path: str) -> models.FileInfo:
        """Size, type, permissions and times of a path. A link is not followed."""
        return await self._files.stat(self._id, path=path)

    async def list(self, path: str) -> AsyncIterator[models.FileInfo]:
        """The entries of a directory, sorted by name."""
        cursor: str | None = None
        while True:
            page = await self._files.list(self._id, path=path, limit=100, cursor=cursor)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor


class AsyncStreams:
    """Live-view links of one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._streams = resources.streams
        self._id = desktop_id

    async def create(
        self,
        role: Literal["view", "control"],
        *,
        expires_in_seconds: int | None = None,
        viewer_label: str | None = None,
    ) -> models.CreatedStream:
        """Makes a link. Its token is in this result only."""
        return await self._streams.create(
            self._id, role=role, expires_in_seconds=expires_in_seconds, viewer_label=viewer_label
        )

    async def list(self) -> AsyncIterator[models.Stream]:
        """All links, newest first."""
        cursor: str | None = None
        while True:
            page = await self._streams.list(self._id, limit=100, cursor=cursor)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def revoke(self, stream_id: str) -> None:
        """Revokes a link: it is refused from now on, and open sockets are cut."""
        await self._streams.revoke(self._id, stream_id)


class AsyncDesktop:
    """One desktop: its data as they were last read, and everything that can be done in it."""

    def __init__(self, resources: AsyncResources, data: models.Desktop) -> None:
        self._resources = resources
        self.data = data
        """Everything that the API said of it when it was last read."""
        self.files = AsyncFiles(resources, data.id)
        """Files inside the desktop."""
        self.streams = AsyncStreams(resources, data.id)
        """Links to the live view."""
        self.control = AsyncControl(resources, data.id)
        """Who may act."""

    @property
    def id(self) -> str:
        """Id of the desktop."""
        return self.data.id

    @property
    def state(self) -> str:
        """Where it stood when it was last read: `pending`, `starting`, `running`, `stopped`, …"""
        return self.data.state

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(NotFoundError):
            await self.delete()

    async def refresh(self) -> Self:
        """Reads the desktop again."""
        self.data = await self._resources.desktops.get(self.id)
        return self

    async def wait_for(
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
            self.data = await self._resources.desktops.get(self.id, wait_seconds=seconds)

    async def update(self, *, name: str | None = None, labels: Mapping[str, str] | None = None) -> Self:
        """Changes name or labels."""
        self.data = await self._resources.desktops.update(self.id, name=name, labels=labels)
        return self

    async def start(
        self,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
        wait: bool = False,
    ) -> Self:
        """Starts a stopped desktop with a new deadline, by default one hour from now."""
        self.data = await self._resources.desktops.start(
            self.id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        return await self.wait_for("running") if wait else self

    async def stop(self, *, wait: bool = False) -> Self:
        """Stops the desktop. Its disk stays."""
        self.data = await self._resources.desktops.stop(self.id)
        return await self.wait_for("stopped") if wait else self

    async def delete(self, *, wait: bool = False) -> Self:
        """Deletes the desktop and its disk."""
        self.data = await self._resources.desktops.delete(self.id)
        return await self.wait_for("deleted") if wait else self

    async def extend(
        self, *, timeout_seconds: int | None = None, expires_at: datetime.datetime | str | None = None
    ) -> Self:
        """Sets the deadline anew, in seconds from now or as a time."""
        self.data = await self._resources.desktops.extend(
            self.id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        return self

    async def connect(self, timeout_seconds: int, *, wait: bool = True) -> models.ConnectionEndpoints:
        """Starts the desktop when it is stopped, sets its deadline, and tells where it is reached."""
        connection = await self._resources.desktops.connect(self.id, timeout_seconds=timeout_seconds)
        self.data = connection.desktop
        if wait:
            await self.wait_for("running")
        return connection.endpoints

    async def screenshot(
        self,
        *,
        format: Literal["png", "jpeg", "webp"] | None = None,
        quality: int | None = None,
        cursor: bool | None = None,
    ) -> Screenshot:
        """A picture of the whole screen as the bytes of a file, PNG unless another `format` is asked for; it knows its
        `width` and `height`. `quality` 1 to 100 is for `jpeg` and `webp`.
        """
        response = await self._resources.screen.screenshot(
            self.id, format=format, quality=quality, cursor=cursor
        )
        return Screenshot.of(response)

    async def display(self) -> models.Display:
        """Size of the screen and place of the pointer, in pixels."""
        return await self._resources.screen.display(self.id)

    async def actions(self, actions: Sequence[Mapping[str, Any]]) -> list[models.ActionResult]:
        """Does a batch of actions in order; raises ActionFailedError with the results when a step failed."""
        batch = await self._resources.actions.perform(self.id, actions=actions)
        failed = [index for index, result in enumerate(batch.results) if result.status == "failed"]
        if not failed and batch.outcome == "completed":
            return batch.results
        at = batch.stopped_at if isinstance(batch.stopped_at, int) else (failed or [0])[0]
        step = batch.results[at]
        raise ActionFailedError(f"Step {at} ({step.type_}) failed: {step.error}", at, batch.results)

    async def move(self, x: int, y: int) -> None:
        """Moves the pointer."""
        await self.actions([{"type": "move", "x": x, "y": y}])

    async def click(self, x: int, y: int, *, button: Button = "left", count: int = 1) -> None:
        """Clicks at a point, once with the left button unless told otherwise."""
        await self.actions([{"type": "click", "x": x, "y": y, "button": button, "count": count}])

    async def double_click(self, x: int, y: int) -> None:
        """Clicks twice at a point."""
        await self.click(x, y, count=2)

    async def drag(self, path: Sequence[tuple[int, int]], *, button: Button = "left") -> None:
        """Drags along points with the button held."""
        await self.actions([{"type": "drag", "path": [{"x": x, "y": y} for x, y in path], "button": button}])

    async def scroll(self, *, x: int = 0, y: int = 0, at: tuple[int, int] | None = None) -> None:
        """Turns the wheel by notches; positive is right and down."""
        point = {"x": at[0], "y": at[1]} if at else {}
        await self.actions([{"type": "scroll", "deltaX": x, "deltaY": y, **point}])

    async def type(self, text: str) -> None:
        """Types text exactly, any Unicode, into what has the focus. Long text is sent in pieces."""
        for start in range(0, len(text), 2000):
            await self.actions([{"type": "type", "text": text[start : start + 2000]}])

    async def key(self, *keys: str) -> None:
        """Presses keys together: `key("ctrl", "l")`. Names are X keysyms or the usual ones."""
        await self.actions([{"type": "key", "keys": list(keys)}])

    async def run(
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
        return await self._resources.commands.run(
            self.id,
            command=command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            options=RequestOptions(timeout=timeout_seconds + _GRACE),
        )
