"""Files and directories of this computer."""

from __future__ import annotations

import asyncio
import os
import tarfile
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from typing import IO, BinaryIO

_CHUNK = 64 * 1024
_IN_MEMORY = 1024 * 1024


@contextmanager
def replacing(path: str | PathLike[str]) -> Iterator[BinaryIO]:
    """A file that takes its name when the block ends well, and else leaves what was there."""
    directory, name = os.path.split(os.fspath(path))
    descriptor, part = tempfile.mkstemp(dir=directory or ".", prefix=f"{name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        os.replace(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise


def spooled() -> IO[bytes]:
    """Room for an archive: on the disk when it is larger than a little."""
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def pack(path: str | PathLike[str], archive: IO[bytes]) -> None:
    """What a directory holds as a gzipped tar archive, ready to be read from its start."""
    with tarfile.open(fileobj=archive, mode="w:gz", compresslevel=1) as tar:
        for name in sorted(os.listdir(path)):
            tar.add(os.path.join(path, name), arcname=name)
    archive.seek(0)


def unpack(archive: IO[bytes], path: str | PathLike[str]) -> None:
    """Unpacks what a desktop sent. Nothing in it may leave the directory: the desktop need not be trusted."""
    archive.seek(0)
    os.makedirs(path, exist_ok=True)
    with tarfile.open(fileobj=archive, mode="r:gz") as tar:
        tar.extractall(path, filter="data")


async def chunks_of(content: Iterable[bytes] | BinaryIO) -> AsyncIterator[bytes]:
    """What is read synchronously, read in threads so that the loop goes on."""
    read = getattr(content, "read", None)
    parts = iter(content)
    step = (lambda: read(_CHUNK)) if read else (lambda: next(parts, b""))
    while part := await asyncio.to_thread(step):
        yield part
