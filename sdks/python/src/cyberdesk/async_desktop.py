"""One desktop and everything that can be done in it, for asyncio."""

from __future__ import annotations

import datetime
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Literal, Self

from ._async_commands import AsyncCommands
from ._async_files import AsyncFiles
from ._async_surface import (
    AsyncAccessibility,
    AsyncApplications,
    AsyncBrowserConnections,
    AsyncClipboard,
    AsyncPreviews,
    AsyncTimeline,
    AsyncViewers,
    AsyncWindows,
)
from ._bound import async_pages
from ._control import AsyncControl
from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_routes import DOWNLOAD_RECORDING, RequestInput, RequestOptions
from ._params import OnState
from ._wait import seconds_left
from .errors import ActionFailedError, NotFoundError
from .screenshot import Region, Screenshot, Shots, query_of, wait_action

Button = Literal["left", "middle", "right", "back", "forward"]
_LONG = RequestOptions(timeout=3600)


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

    def list(self) -> AsyncIterator[models.Stream]:
        """All links, newest first."""
        return async_pages(self._streams.list, self._id)

    async def revoke(self, stream_id: str) -> None:
        """Revokes a link: it is refused from now on, and open sockets are cut."""
        await self._streams.revoke(self._id, stream_id)


class AsyncRecordings:
    """Recordings of the screen of one desktop: H.264 in MP4 files."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._recordings = resources.recordings
        self._id = desktop_id

    async def start(
        self,
        *,
        name: str | None = None,
        frames_per_second: int | None = None,
        max_duration_seconds: int | None = None,
        max_bytes: int | None = None,
    ) -> models.Recording:
        """Starts a recording; it ends with `stop`, or by itself at its bounds. One runs at a time."""
        return await self._recordings.start(
            self._id,
            name=name,
            frames_per_second=frames_per_second,
            max_duration_seconds=max_duration_seconds,
            max_bytes=max_bytes,
        )

    async def stop(self, recording_id: str) -> models.Recording:
        """Ends a recording and closes its file."""
        return await self._recordings.stop(self._id, recording_id)

    async def get(self, recording_id: str) -> models.Recording:
        """Where a recording stands."""
        return await self._recordings.get(self._id, recording_id)

    def list(self) -> AsyncIterator[models.Recording]:
        """All recordings, oldest first."""
        return async_pages(self._recordings.list, self._id)

    def download(self, recording_id: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The MP4 file of a recording that has ended, as it arrives: `async with recordings.download(id) as chunks`."""
        request = RequestInput(path={"desktopId": self._id, "recordingId": recording_id})
        return self._recordings._transport.stream(DOWNLOAD_RECORDING, request, _LONG)

    async def delete(self, recording_id: str) -> None:
        """Deletes a recording and its file."""
        await self._recordings.delete(self._id, recording_id)


class AsyncDesktop:
    """One desktop: its data as they were last read, and everything that can be done in it."""

    def __init__(self, resources: AsyncResources, data: models.Desktop) -> None:
        self._resources = resources
        self._shots = Shots()
        self.data = data
        """Everything that the API said of it when it was last read."""
        self.commands = AsyncCommands(resources, data.id)
        """Programs without a window."""
        self.files = AsyncFiles(resources, data.id)
        """Files inside the desktop."""
        self.streams = AsyncStreams(resources, data.id)
        """Links to the live view."""
        self.recordings = AsyncRecordings(resources, data.id)
        """Recordings of the screen."""
        self.control = AsyncControl(resources, data.id)
        """Who may act."""
        self.viewers = AsyncViewers(resources, data.id)
        """Who watches."""
        self.timeline = AsyncTimeline(resources, data.id)
        """What was done."""
        self.previews = AsyncPreviews(resources, data.id)
        """Ports that are reached from outside."""
        self.windows = AsyncWindows(resources, data.id)
        """Windows on the screen."""
        self.applications = AsyncApplications(resources, data.id)
        """Programs with windows."""
        self.accessibility = AsyncAccessibility(resources, data.id)
        """Buttons, fields and texts of programs."""
        self.clipboard = AsyncClipboard(resources, data.id)
        """The clipboard."""
        self.browser_connections = AsyncBrowserConnections(resources, data.id)
        """Connections to the browser."""

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
        region: Region | None = None,
        max_long_edge: int | None = None,
        max_pixels: int | None = None,
    ) -> Screenshot:
        """A picture of the screen as the bytes of a file, PNG unless another `format` is asked for; it knows its `width`
        and `height`, and `save(path)` writes it. `region` (x, y, width, height) shows a part of the screen,
        `max_long_edge` and `max_pixels` make it smaller. `quality` 1 to 100 is for `jpeg` and `webp`. When the screen
        has not changed since the same was last asked for, nothing is sent again.
        """
        query = query_of(
            region,
            format=format,
            quality=quality,
            cursor=cursor,
            max_long_edge=max_long_edge,
            max_pixels=max_pixels,
        )
        options = self._shots.options(query)
        response = await self._resources.screen.screenshot(self.id, **query, options=options)
        return self._shots.keep(query, response)

    async def observe(
        self,
        *,
        format: Literal["png", "jpeg", "webp"] | None = None,
        quality: int | None = None,
        cursor: bool | None = None,
        max_long_edge: int | None = None,
        max_pixels: int | None = None,
        since: str | None = None,
        max_marks: int | None = None,
        draw_marks: bool | None = None,
    ) -> models.Observation:
        """The picture (base64 in `image.data`), what changed since the last look, the focused window and the elements
        that can be acted on, numbered: `actions([{"type": "click", "mark": 7}])` clicks one.
        """
        seen = await self._resources.screen.observe(
            self.id,
            format=format,
            quality=quality,
            cursor=cursor,
            max_long_edge=max_long_edge,
            max_pixels=max_pixels,
            since=since or self._shots.seen,
            max_marks=max_marks,
            draw_marks=draw_marks,
        )
        self._shots.seen = seen.etag
        return seen

    async def image(self, image_id: str) -> bytes:
        """An image that a batch of actions took without `inline`; it is there for 10 minutes."""
        response = await self._resources.screen.image(self.id, image_id)
        return response.content

    async def cursor(self) -> models.Point:
        """Where the pointer is, in pixels of the screen."""
        return await self._resources.screen.cursor(self.id)

    async def resize(self, width: int, height: int) -> models.Display:
        """Resizes the screen; windows, panel and live views follow."""
        return await self._resources.screen.resize(self.id, width=width, height=height)

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

    async def wait_for_stable(
        self, *, quiet_ms: int | None = None, timeout_ms: int | None = None, region: Region | None = None
    ) -> None:
        """Waits until the screen, or a region of it, is still; ActionFailedError when it is not in time."""
        await self.actions([wait_action("waitForStable", region, quietMs=quiet_ms, timeoutMs=timeout_ms)])

    async def wait_for_change(self, *, timeout_ms: int | None = None, region: Region | None = None) -> None:
        """Waits until something changes from now on; ActionFailedError when nothing does in time. After a click, put
        `waitForChange` into the same batch of `actions`: there what the click has drawn already counts.
        """
        await self.actions([wait_action("waitForChange", region, timeoutMs=timeout_ms)])

    async def run(
        self,
        command: str | Sequence[str],
        *,
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        stdin: str | None = None,
        timeout_seconds: int = 30,
        tag: str | None = None,
        pty: tuple[int, int] | None = None,
        on_stdout: Callable[[str], object] | None = None,
        on_stderr: Callable[[str], object] | None = None,
    ) -> models.Command:
        """Runs a command to its end, however long `timeout_seconds` lets it run.

        A list is run as it is, a text by the shell. A non-zero exit code is no error. `on_stdout` and `on_stderr` are
        told its output as it comes; `pty` is columns and rows of a terminal. Leaving it by an exception kills it.
        """
        return await self.commands.run(
            command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            tag=tag,
            pty=pty,
            on_stdout=on_stdout,
            on_stderr=on_stderr,
        )
