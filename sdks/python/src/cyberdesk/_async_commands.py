"""Commands of one desktop: programs without a window, for asyncio."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from typing import Self

from ._command_requests import (
    CommandEvent,
    Place,
    Signal,
    Wait,
    callback_of,
    pieces_of,
    request_of,
    run_options,
    text_of,
)
from ._generated import models
from ._generated_async_resources import AsyncCommandsResource, AsyncResources
from ._generated_routes import STREAM_COMMAND_OUTPUT
from .errors import CyberdeskError


async def _follow(
    commands: AsyncCommandsResource, desktop_id: str, command_id: str, place: Place
) -> AsyncGenerator[CommandEvent, None]:
    """Events of a command's output until its end, over as many connections as it takes."""
    path = {"desktopId": desktop_id, "commandId": command_id}
    while True:
        try:
            async with commands._transport.stream(STREAM_COMMAND_OUTPUT, *place.request(path)) as chunks:
                async for chunk in chunks:
                    for event in place.feed(chunk):
                        yield event
        except CyberdeskError as error:
            place.failed(error)
        if place.is_over:
            return
        await asyncio.sleep(place.pause())


class AsyncCommandHandle:
    """A command that was started or found by its id."""

    def __init__(self, commands: AsyncCommandsResource, desktop_id: str, data: models.Command) -> None:
        self._commands = commands
        self._desktop_id = desktop_id
        self.data = data
        """Everything that the API said of it when it was last read."""

    @property
    def id(self) -> str:
        """Id of the command."""
        return self.data.id

    @property
    def state(self) -> str:
        """Where it stood when it was last read: `running`, `finished`, `timedOut`, `killed`, `lost`."""
        return self.data.state

    async def refresh(self) -> Self:
        """Reads it again."""
        self.data = await self._commands.get(self._desktop_id, self.id)
        return self

    async def wait(self, timeout: float | None = None) -> models.Command:
        """Waits for its end, for at most `timeout` seconds, and tells what came of it with the first 1 MiB of each output."""
        wait = Wait(timeout)
        while True:
            self.data = await self._commands.get(self._desktop_id, self.id, wait_seconds=wait.seconds())
            if wait.ended(self.data):
                return self.data

    def output(self, *, offset: int = 0) -> AsyncIterator[CommandEvent]:
        """Its output from the beginning or an offset on, while it runs and after its end.

        `output` events in the order in which they came, `gap` where output is no longer kept, and `end` last. A
        connection that breaks is made again where it broke; leaving the loop closes it.
        """
        return _follow(self._commands, self._desktop_id, self.id, Place(offset))

    async def write(self, content: str | bytes) -> None:
        """Writes to its standard input or terminal, all of it and in order. Waits while the command does not read."""
        for piece in pieces_of(content):
            await self._commands.write_stdin(self._desktop_id, self.id, data=piece)

    async def close_input(self) -> None:
        """Closes its standard input; a terminal gets end of file."""
        await self._commands.close_stdin(self._desktop_id, self.id)

    async def signal(self, signal: Signal) -> Self:
        """Sends a signal to its process group; ConflictError `commandNotRunning` after its end."""
        self.data = await self._commands.signal(self._desktop_id, self.id, signal=signal)
        return self

    async def resize(self, columns: int, rows: int) -> None:
        """Tells its terminal a new size."""
        await self._commands.resize_pty(self._desktop_id, self.id, columns=columns, rows=rows)

    async def delete(self) -> None:
        """Kills it with everything that it has started, and forgets it and its output."""
        await self._commands.delete(self._desktop_id, self.id)


class AsyncCommands:
    """Programs without a window, in one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._commands = resources.commands
        self._id = desktop_id

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
        told its output as it comes, and awaited where they can be; `pty` is columns and rows of a terminal. Leaving it by an exception kills it.
        """
        request = request_of(
            command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            tag=tag,
            pty=pty,
        )
        options = run_options(timeout_seconds)
        deadline = time.monotonic() + (options.timeout or 0)
        watched = on_stdout is not None or on_stderr is not None
        first = await self._commands.run(
            self._id, **request, wait_seconds=0 if watched else None, options=options
        )
        if first.state != "running" and not watched:
            return first
        try:
            if watched:
                await self._watch(first.id, Place(0, deadline), on_stdout, on_stderr)
            handle = AsyncCommandHandle(self._commands, self._id, first)
            return await handle.wait(max(0, deadline - time.monotonic()))
        except BaseException:
            # Nobody waits for it any more: it goes, as if the first call had broken off.
            with suppress(CyberdeskError):
                await self._commands.delete(self._id, first.id)
            raise

    async def _watch(
        self,
        command_id: str,
        place: Place,
        on_stdout: Callable[[str], object] | None,
        on_stderr: Callable[[str], object] | None,
    ) -> None:
        async with aclosing(_follow(self._commands, self._id, command_id, place)) as events:
            async for event in events:
                callback = callback_of(event, on_stdout, on_stderr)
                told = callback(text_of(event)) if callback else None
                if inspect.isawaitable(told):
                    await told

    async def start(
        self,
        command: str | Sequence[str],
        *,
        cwd: str | None = None,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        stdin: str | None = None,
        timeout_seconds: int | None = None,
        tag: str | None = None,
        pty: tuple[int, int] | None = None,
    ) -> AsyncCommandHandle:
        """Starts a command in the background: it lives on without a client, and its standard input stays open."""
        request = request_of(
            command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            tag=tag,
            pty=pty,
        )
        return AsyncCommandHandle(
            self._commands, self._id, await self._commands.run(self._id, **request, background=True)
        )

    async def get(self, command_id: str) -> AsyncCommandHandle:
        """A command by its id, for a day after its end."""
        return AsyncCommandHandle(self._commands, self._id, await self._commands.get(self._id, command_id))

    async def list(
        self, *, tag: str | None = None, state: str | None = None
    ) -> AsyncIterator[models.Command]:
        """Commands, oldest first, without their outputs: those that run, and the last 200 that have ended."""
        cursor: str | None = None
        while True:
            page = await self._commands.list(self._id, limit=100, cursor=cursor, tag=tag, state=state)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor
