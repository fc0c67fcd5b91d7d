"""Files: what is sent, and files and directories of this computer."""

import asyncio
import io
import tarfile
from pathlib import Path

import httpx
import pytest
from conftest import DESKTOP, Server

import cyberdesk
from cyberdesk import AsyncCyberdesk, AsyncDesktop, Cyberdesk, Desktop, models

FILE = {
    "name": "a",
    "path": "/tmp/a",
    "type": "file",
    "sizeBytes": 1,
    "mode": "0644",
    "owner": "desktop",
    "etag": "e",
    "modifiedAt": "2026-11-23T08:00:00Z",
}
EVENTS = (
    b'event: ready\ndata: {"type":"ready","directories":1}\n\n: keep-alive\n\n'
    b'event: change\ndata: {"type":"change","change":"moved","path":"/d/b","from":"/d/a"}\n\n'
    b'event: gap\ndata: {"type":"gap","reason":"lost"}\n\n'
)


@pytest.fixture
def desktop(client: Cyberdesk) -> Desktop:
    return Desktop(client.resources, models.Desktop.from_dict(DESKTOP))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "from"
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/ä.txt").write_text("text")
    (folder / "link").symlink_to("a/b")
    return folder


def given_back(server: Server) -> httpx.Response:
    return httpx.Response(200, content=server.requests[-2].content)


def test_ranges_and_conditions_are_headers(server: Server, desktop: Desktop) -> None:
    server.answer(httpx.Response(206, content=b"x"), httpx.Response(206, content=b"x"))
    server.answer(httpx.Response(200, json=FILE), httpx.Response(200, json=FILE))
    assert desktop.files.read("/tmp/a", offset=5, length=10) == b"x"
    with desktop.files.stream("/tmp/a", offset=7) as chunks:
        list(chunks)
    desktop.files.write("/tmp/a", "x", if_match='"e"', mode="0600")
    desktop.files.write("/tmp/a", "x", if_absent=True)
    headers = [request.headers for request in server.requests]
    assert [headers[0]["range"], headers[1]["range"]] == ["bytes=5-14", "bytes=7-"]
    assert [headers[2]["if-match"], headers[3]["if-none-match"]] == ['"e"', "*"]
    assert server.requests[2].url.params["mode"] == "0600"


def test_a_watch_gives_events(server: Server, desktop: Desktop) -> None:
    server.answer(httpx.Response(200, content=EVENTS))
    ready, change, gap = desktop.files.watch("/d", recursive=True)
    assert isinstance(ready, models.FileWatchReadyEvent)
    assert isinstance(change, models.FileChangedEvent)
    assert (change.change, change.path, change.from_) == ("moved", "/d/b", "/d/a")
    assert isinstance(gap, models.FileWatchGapEvent)
    assert server.requests[0].url.params["recursive"] == "true"


def test_a_file_goes_up_and_comes_down(server: Server, desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc" * 100_000)
    server.answer(httpx.Response(200, json=FILE), lambda _: given_back(server))
    desktop.files.upload(tmp_path / "a", "/tmp/a")
    desktop.files.download("/tmp/a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"abc" * 100_000


def test_a_download_that_breaks_off_leaves_what_was_there(
    server: Server, desktop: Desktop, tmp_path: Path
) -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        def chunks():
            yield b"half"
            raise httpx.ReadError("gone")

        return httpx.Response(200, content=chunks())

    (tmp_path / "a").write_text("old")
    server.answer(broken)
    with pytest.raises(cyberdesk.ConnectionError):
        desktop.files.download("/tmp/a", tmp_path / "a")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_a_directory_goes_up_and_comes_down(
    server: Server, desktop: Desktop, folder: Path, tmp_path: Path
) -> None:
    unpacked = httpx.Response(200, json={"files": 3, "bytes": 4})
    server.answer(httpx.Response(201, json=FILE), unpacked, lambda _: given_back(server))
    assert desktop.files.upload_directory(folder, "/tmp/d").files == 3
    desktop.files.download_directory("/tmp/d", tmp_path / "to/deep")
    assert (tmp_path / "to/deep/link/ä.txt").read_text() == "text"


def test_a_hostile_archive_stays_in_its_directory(server: Server, desktop: Desktop, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../out"))
    server.answer(httpx.Response(200, content=packed.getvalue()))
    with pytest.raises(tarfile.TarError):
        desktop.files.download_directory("/tmp/d", tmp_path / "to")
    assert not (tmp_path / "out").exists()


def test_so_it_does_asynchronously(
    server: Server, async_client: AsyncCyberdesk, folder: Path, tmp_path: Path
) -> None:
    async def journey() -> None:
        files = AsyncDesktop(async_client.resources, models.Desktop.from_dict(DESKTOP)).files
        server.answer(httpx.Response(200, json=FILE), lambda _: given_back(server))
        await files.upload(folder / "a/b/ä.txt", "/tmp/a")
        await files.download("/tmp/a", tmp_path / "b")
        assert (tmp_path / "b").read_text() == "text"
        unpacked = httpx.Response(200, json={"files": 3, "bytes": 4})
        server.answer(httpx.Response(201, json=FILE), unpacked, lambda _: given_back(server))
        assert (await files.upload_directory(folder, "/tmp/d")).bytes_ == 4
        await files.download_directory("/tmp/d", tmp_path / "to")
        assert (tmp_path / "to/link/ä.txt").read_text() == "text"
        server.answer(httpx.Response(200, content=EVENTS))
        assert [event.type_ async for event in files.watch("/d")] == ["ready", "change", "gap"]

    asyncio.run(journey())
