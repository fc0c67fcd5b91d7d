"""One desktop and everything that can be done in it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, Literal, Self

from ._bound import pages
from ._commands import Commands
from ._control import Control
from ._files import Files
from ._generated import models
from ._generated_resources import Resources
from ._generated_routes import DOWNLOAD_RECORDING, RequestInput, RequestOptions
from ._params import OnState
from ._surface import (
    Accessibility,
    Applications,
    BrowserConnections,
    Clipboard,
    Previews,
    Timeline,
    Viewers,
    Windows,
)
from ._wait import seconds_left
from .errors import ActionFailedError, NotFoundError
from .screenshot import Region, Screenshot, Shots, query_of, wait_action

Button = Literal["left", "middle", "right", "back", "forward"]
_LONG = RequestOptions(timeout=3600)


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
        return pages(self._streams.list, self._id)

    def revoke(self, stream_id: str) -> None:
        """Revokes a link: it is refused from now on, and open sockets are cut."""
        self._streams.revoke(self._id, stream_id)


class Recordings:
    """Recordings of the screen of one desktop: H.264 in MP4 files."""

    def __init__(self, resources: Resources, desktop_id: str) -> None:
        self._recordings = resources.recordings
        self._id = desktop_id

    def start(
        self,
        *,
        name: str | None = None,
        frames_per_second: int | None = None,
        max_duration_seconds: int | None = None,
        max_bytes: int | None = None,
    ) -> models.Recording:
        """Starts a recording; it ends with `stop`, or by itself at its bounds. One runs at a time."""
        return self._recordings.start(
            self._id,
            name=name,
            frames_per_second=frames_per_second,
            max_duration_seconds=max_duration_seconds,
            max_bytes=max_bytes,
        )

    def stop(self, recording_id: str) -> models.Recording:
        """Ends a recording and closes its file."""
        return self._recordings.stop(self._id, recording_id)

    def get(self, recording_id: str) -> models.Recording:
        """Where a recording stands."""
        return self._recordings.get(self._id, recording_id)

    def list(self) -> Iterator[models.Recording]:
        """All recordings, oldest first."""
        return pages(self._recordings.list, self._id)

    def download(self, recording_id: str) -> AbstractContextManager[Iterator[bytes]]:
        """The MP4 file of a recording that has ended, as it arrives: `with recordings.download(id) as chunks`."""
        request = RequestInput(path={"desktopId": self._id, "recordingId": recording_id})
        return self._recordings._transport.stream(DOWNLOAD_RECORDING, request, _LONG)

    def delete(self, recording_id: str) -> None:
        """Deletes a recording and its file."""
        self._recordings.delete(self._id, recording_id)


class Desktop:
    """One desktop: its data as they were last read, and everything that can be done in it."""

    def __init__(self, resources: Resources, data: models.Desktop) -> None:
        self._resources = resources
        self._shots = Shots()
        self.data = data
        """Everything that the API said of it when it was last read."""
        self.commands = Commands(resources, data.id)
        """Programs without a window."""
        self.files = Files(resources, data.id)
        """Files inside the desktop."""
        self.streams = Streams(resources, data.id)
        """Links to the live view."""
        self.recordings = Recordings(resources, data.id)
        """Recordings of the screen."""
        self.control = Control(resources, data.id)
        """Who may act."""
        self.viewers = Viewers(resources, data.id)
        """Who watches."""
        self.timeline = Timeline(resources, data.id)
        """What was done."""
        self.previews = Previews(resources, data.id)
        """Ports that are reached from outside."""
        self.windows = Windows(resources, data.id)
        """Windows on the screen."""
        self.applications = Applications(resources, data.id)
        """Programs with windows."""
        self.accessibility = Accessibility(resources, data.id)
        """Buttons, fields and texts of programs."""
        self.clipboard = Clipboard(resources, data.id)
        """The clipboard."""
        self.browser_connections = BrowserConnections(resources, data.id)
        """Connections to the browser."""

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
        response = self._resources.screen.screenshot(self.id, **query, options=options)
        return self._shots.keep(query, response)

    def observe(
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
        seen = self._resources.screen.observe(
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

    def image(self, image_id: str) -> bytes:
        """An image that a batch of actions took without `inline`; it is there for 10 minutes."""
        response = self._resources.screen.image(self.id, image_id)
        return response.content

    def cursor(self) -> models.Point:
        """Where the pointer is, in pixels of the screen."""
        return self._resources.screen.cursor(self.id)

    def resize(self, width: int, height: int) -> models.Display:
        """Resizes the screen; windows, panel and live views follow."""
        return self._resources.screen.resize(self.id, width=width, height=height)

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

    def wait_for_stable(
        self, *, quiet_ms: int | None = None, timeout_ms: int | None = None, region: Region | None = None
    ) -> None:
        """Waits until the screen, or a region of it, is still; ActionFailedError when it is not in time."""
        self.actions([wait_action("waitForStable", region, quietMs=quiet_ms, timeoutMs=timeout_ms)])

    def wait_for_change(self, *, timeout_ms: int | None = None, region: Region | None = None) -> None:
        """Waits until something changes from now on; ActionFailedError when nothing does in time. After a click, put
        `waitForChange` into the same batch of `actions`: there what the click has drawn already counts.
        """
        self.actions([wait_action("waitForChange", region, timeoutMs=timeout_ms)])

    def run(
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
        return self.commands.run(
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
