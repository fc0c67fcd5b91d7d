"""Files of one desktop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
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
from ._generated_resources import Resources
from ._generated_routes import DOWNLOAD_ARCHIVE, READ_FILE, WATCH_FILES, WRITE_FILE
from ._local import pack, replacing, spooled, unpack
from ._sse import EventParser


class Files:
    """Files of one desktop. Paths are absolute."""

    def __init__(self, resources: Resources, desktop_id: str) -> None:
        self._files = resources.files
        self._id = desktop_id

    def read(self, path: str, *, offset: int | None = None, length: int | None = None) -> bytes:
        """The content of a file, or `length` bytes of it from `offset` on."""
        request = read_request(self._id, path, offset, length)
        return self._files._transport.request(READ_FILE, request, LONG).content

    def read_text(self, path: str) -> str:
        """The content of a file as UTF-8 text."""
        return self.read(path).decode()

    def stream(
        self, path: str, *, offset: int | None = None, length: int | None = None
    ) -> AbstractContextManager[Iterator[bytes]]:
        """The content of a file as it arrives: `with files.stream(path) as chunks`. Never held in memory as a whole."""
        request = read_request(self._id, path, offset, length)
        return self._files._transport.stream(READ_FILE, request, LONG)

    def write(
        self,
        path: str,
        content: bytes | str | Iterable[bytes] | BinaryIO,
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
        request = write_request(self._id, path, data, mode=mode, if_match=if_match, if_absent=if_absent)
        return models.FileInfo.from_dict(self._files._transport.request(WRITE_FILE, request, LONG))

    def append(self, path: str, content: bytes | str) -> models.FileInfo:
        """Appends up to 64 MiB to a file, all or nothing; a file that is not there is created."""
        data = content.encode() if isinstance(content, str) else content
        return self._files.append(self._id, data, path=path, options=LONG)

    def stat(self, path: str) -> models.FileInfo:
        """Size, type, permissions and times of a path. A link is not followed."""
        return self._files.stat(self._id, path=path)

    def list(self, path: str, *, depth: int | None = None) -> Iterator[models.FileInfo]:
        """The entries of a directory, sorted by path; with `depth` also what its directories hold."""
        cursor: str | None = None
        while True:
            page = self._files.list(self._id, path=path, limit=100, cursor=cursor, depth=depth)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def delete(self, path: str, *, recursive: bool = False) -> None:
        """Deletes a file or link, or a directory: one that is not empty only with `recursive`."""
        self._files.delete(self._id, path=path, recursive=recursive)

    def create_directory(self, path: str, *, mode: str | None = None) -> models.FileInfo:
        """Creates a directory and the parents that it needs; one that is there already is no problem."""
        return self._files.create_directory(self._id, path=path, mode=mode)

    def move(self, from_: str, to: str, *, overwrite: bool = False) -> models.FileInfo:
        """Moves or renames; replaces a file only with `overwrite`, a directory never."""
        return self._files.move(self._id, from_=from_, to=to, overwrite=overwrite, options=LONG)

    def copy(self, from_: str, to: str, *, overwrite: bool = False) -> models.FileInfo:
        """Copies a file, link or directory with everything in it."""
        return self._files.copy(self._id, from_=from_, to=to, overwrite=overwrite, options=LONG)

    def search(
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
        return self._files.search(
            self._id,
            path=path,
            content=content,
            regex=regex,
            ignore_case=ignore_case,
            glob=glob,
            limit=limit,
        )

    def watch(self, path: str, *, recursive: bool = False) -> Iterator[FileEvent]:
        """What happens below a directory: first `ready`, then every `change`.

        After `gap` changes were lost and the stream ends: list the directory again. Leaving the loop closes the
        connection.
        """
        parser = EventParser()
        with self._files._transport.stream(WATCH_FILES, *watch_request(self._id, path, recursive)) as chunks:
            for chunk in chunks:
                for event in parser.feed(chunk):
                    yield event_of(event)

    def download_archive(self, path: str) -> AbstractContextManager[Iterator[bytes]]:
        """A directory's content, or one file, as a gzipped tar archive: `with files.download_archive(path) as chunks`."""
        return self._files._transport.stream(DOWNLOAD_ARCHIVE, path_request(self._id, path), LONG)

    def upload_archive(
        self, path: str, content: bytes | Iterable[bytes] | BinaryIO
    ) -> models.UnpackedArchive:
        """Unpacks a gzipped tar archive into a directory that exists."""
        return self._files.upload_archive(self._id, content, path=path, options=LONG)

    def create_link(
        self, path: str, *, method: Literal["GET", "PUT"], expires_in_seconds: int | None = None
    ) -> models.FileLink:
        """Signs a URL that reads (`GET`) or writes (`PUT`) one file, for whoever has no key."""
        return self._files.create_link(
            self._id, path=path, method=method, expires_in_seconds=expires_in_seconds
        )

    def upload(
        self, local_path: str | PathLike[str], path: str, *, mode: str | None = None
    ) -> models.FileInfo:
        """Sends a file of this computer as it is read."""
        with open(local_path, "rb") as file:
            return self.write(path, file, mode=mode)

    def download(self, path: str, local_path: str | PathLike[str]) -> None:
        """Fetches a file onto this computer; what is there is replaced only when all bytes have arrived."""
        with self.stream(path) as chunks, replacing(local_path) as file:
            for chunk in chunks:
                file.write(chunk)

    def upload_directory(self, local_path: str | PathLike[str], path: str) -> models.UnpackedArchive:
        """Sends what a directory of this computer holds into one of the desktop, which is created."""
        with spooled() as archive:
            pack(local_path, archive)
            self.create_directory(path)
            return self.upload_archive(path, archive)

    def download_directory(self, path: str, local_path: str | PathLike[str]) -> None:
        """Fetches what a directory of the desktop holds into one of this computer, which is created."""
        with spooled() as archive:
            with self.download_archive(path) as chunks:
                for chunk in chunks:
                    archive.write(chunk)
            unpack(archive, local_path)
