"""Files of one desktop, for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager
from os import PathLike
from typing import BinaryIO, Literal

from ._file_requests import (
    LONG,
    FileEvent,
    event_of,
    path_request,
    read_request,
    watch_request,
    write_request,
)
from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_routes import DOWNLOAD_ARCHIVE, READ_FILE, WATCH_FILES, WRITE_FILE
from ._local import chunks_of, pack, replacing, spooled, unpack
from ._sse import EventParser


class AsyncFiles:
    """Files of one desktop. Paths are absolute."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._files = resources.files
        self._id = desktop_id

    async def read(self, path: str, *, offset: int | None = None, length: int | None = None) -> bytes:
        """The content of a file, or `length` bytes of it from `offset` on."""
        request = read_request(self._id, path, offset, length)
        response = await self._files._transport.request(READ_FILE, request, LONG)
        return response.content

    async def read_text(self, path: str) -> str:
        """The content of a file as UTF-8 text."""
        return (await self.read(path)).decode()

    def stream(
        self, path: str, *, offset: int | None = None, length: int | None = None
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The content of a file as it arrives: `async with files.stream(path) as chunks`. Never held in memory as a whole."""
        request = read_request(self._id, path, offset, length)
        return self._files._transport.stream(READ_FILE, request, LONG)

    async def write(
        self,
        path: str,
        content: bytes | str | AsyncIterable[bytes] | Iterable[bytes] | BinaryIO,
        *,
        mode: str | None = None,
        if_match: str | None = None,
        if_absent: bool = False,
    ) -> models.FileInfo:
        """Writes a whole file; the old content stays until all bytes have arrived. `mode` is octal, such as `0755`.

        An open file or an iterable of bytes is sent as it is read and, being used up, never repeated. With `if_match`
        the file must still have this etag, with `if_absent` there must be none yet.
        """
        data = content.encode() if isinstance(content, str) else content
        if not isinstance(data, bytes | AsyncIterable):
            data = chunks_of(data)
        request = write_request(self._id, path, data, mode=mode, if_match=if_match, if_absent=if_absent)
        return models.FileInfo.from_dict(await self._files._transport.request(WRITE_FILE, request, LONG))

    async def append(self, path: str, content: bytes | str) -> models.FileInfo:
        """Appends up to 64 MiB to a file, all or nothing; a file that is not there is created."""
        data = content.encode() if isinstance(content, str) else content
        return await self._files.append(self._id, data, path=path, options=LONG)

    async def stat(self, path: str) -> models.FileInfo:
        """Size, type, permissions and times of a path. A link is not followed."""
        return await self._files.stat(self._id, path=path)

    async def list(self, path: str, *, depth: int | None = None) -> AsyncIterator[models.FileInfo]:
        """The entries of a directory, sorted by path; with `depth` also what its directories hold."""
        cursor: str | None = None
        while True:
            page = await self._files.list(self._id, path=path, limit=100, cursor=cursor, depth=depth)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def delete(self, path: str, *, recursive: bool = False) -> None:
        """Deletes a file or link, or a directory: one that is not empty only with `recursive`."""
        await self._files.delete(self._id, path=path, recursive=recursive)

    async def create_directory(self, path: str, *, mode: str | None = None) -> models.FileInfo:
        """Creates a directory and the parents that it needs; one that is there already is no problem."""
        return await self._files.create_directory(self._id, path=path, mode=mode)

    async def move(self, from_: str, to: str, *, overwrite: bool = False) -> models.FileInfo:
        """Moves or renames; replaces a file only with `overwrite`, a directory never."""
        return await self._files.move(self._id, from_=from_, to=to, overwrite=overwrite, options=LONG)

    async def copy(self, from_: str, to: str, *, overwrite: bool = False) -> models.FileInfo:
        """Copies a file, link or directory with everything in it."""
        return await self._files.copy(self._id, from_=from_, to=to, overwrite=overwrite, options=LONG)

    async def search(
        self,
        path: str,
        *,
        content: str | None = None,
        regex: bool = False,
        ignore_case: bool = False,
        glob: str | None = None,
        limit: int | None = None,
    ) -> models.FileSearchResult:
        """Searches contents (with `regex` an RE2 expression), names (`glob`), or both below a directory."""
        return await self._files.search(
            self._id,
            path=path,
            content=content,
            regex=regex,
            ignore_case=ignore_case,
            glob=glob,
            limit=limit,
        )

    async def watch(self, path: str, *, recursive: bool = False) -> AsyncIterator[FileEvent]:
        """What happens below a directory: first `ready`, then every `change`.

        After `gap` changes were lost and the stream ends: list the directory again. Leaving the loop closes the
        connection.
        """
        parser = EventParser()
        async with self._files._transport.stream(
            WATCH_FILES, *watch_request(self._id, path, recursive)
        ) as chunks:
            async for chunk in chunks:
                for event in parser.feed(chunk):
                    yield event_of(event)

    def download_archive(self, path: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A directory's content, or one file, as a gzipped tar archive: `async with files.download_archive(path) as chunks`."""
        return self._files._transport.stream(DOWNLOAD_ARCHIVE, path_request(self._id, path), LONG)

    async def upload_archive(
        self, path: str, content: bytes | AsyncIterable[bytes] | Iterable[bytes] | BinaryIO
    ) -> models.UnpackedArchive:
        """Unpacks a gzipped tar archive into a directory that exists."""
        data = content if isinstance(content, bytes | AsyncIterable) else chunks_of(content)
        return await self._files.upload_archive(self._id, data, path=path, options=LONG)

    async def create_link(
        self, path: str, *, method: Literal["GET", "PUT"], expires_in_seconds: int | None = None
    ) -> models.FileLink:
        """Signs a URL that reads (`GET`) or writes (`PUT`) one file, for whoever has no key."""
        return await self._files.create_link(
            self._id, path=path, method=method, expires_in_seconds=expires_in_seconds
        )

    async def upload(
        self, local_path: str | PathLike[str], path: str, *, mode: str | None = None
    ) -> models.FileInfo:
        """Sends a file of this computer as it is read."""
        with await asyncio.to_thread(open, local_path, "rb") as file:
            return await self.write(path, file, mode=mode)

    async def download(self, path: str, local_path: str | PathLike[str]) -> None:
        """Fetches a file onto this computer; what is there is replaced only when all bytes have arrived."""
        async with self.stream(path) as chunks:
            with replacing(local_path) as file:
                async for chunk in chunks:
                    await asyncio.to_thread(file.write, chunk)

    async def upload_directory(self, local_path: str | PathLike[str], path: str) -> models.UnpackedArchive:
        """Sends what a directory of this computer holds into one of the desktop, which is created."""
        with spooled() as archive:
            await asyncio.to_thread(pack, local_path, archive)
            await self.create_directory(path)
            return await self.upload_archive(path, archive)

    async def download_directory(self, path: str, local_path: str | PathLike[str]) -> None:
        """Fetches what a directory of the desktop holds into one of this computer, which is created."""
        with spooled() as archive:
            async with self.download_archive(path) as chunks:
                async for chunk in chunks:
                    await asyncio.to_thread(archive.write, chunk)
            await asyncio.to_thread(unpack, archive, local_path)
