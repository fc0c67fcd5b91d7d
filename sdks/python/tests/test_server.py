"""Streams and failures over a real socket."""

import asyncio
import io
import json
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from conftest import DESKTOP

import cyberdesk
from cyberdesk import AsyncCyberdesk, AsyncDesktop, Cyberdesk, Desktop

CHUNK = b"\x07" * 65536
TOTAL = 20 * 1024 * 1024
LIMIT = 6 * 1024 * 1024
"""What streaming may hold: far below the whole."""

FILE = (
    b'{"name":"a","path":"/tmp/a","type":"file","sizeBytes":%d,"mode":"0644",'
    b'"owner":"desktop","etag":"e","modifiedAt":"2026-11-23T08:00:00Z"}'
)

Handle = Callable[[BaseHTTPRequestHandler], None]


def body_of(request: BaseHTTPRequestHandler) -> Iterator[bytes]:
    if "content-length" in request.headers:
        left = int(request.headers["content-length"])
        while left:
            part = request.rfile.read(min(left, len(CHUNK)))
            left -= len(part)
            yield part
        return
    while size := int(request.rfile.readline(), 16):
        left = size
        while left:
            part = request.rfile.read(min(left, len(CHUNK)))
            left -= len(part)
            yield part
        request.rfile.readline()
    request.rfile.readline()


def reply(request: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("content-length", headers.pop("length", str(len(body))))
    request.end_headers()
    request.wfile.write(body)


def files(request: BaseHTTPRequestHandler) -> None:
    if request.command == "PUT":
        size = sum(len(part) for part in body_of(request))
        return reply(request, 200, FILE % size)
    request.send_response(200)
    request.send_header("content-length", str(TOTAL))
    request.end_headers()
    for _ in range(TOTAL // len(CHUNK)):
        request.wfile.write(CHUNK)


@pytest.fixture
def serve() -> Iterator[Callable[[Handle], str]]:
    servers: list[ThreadingHTTPServer] = []

    def start(handle: Handle) -> str:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                list(body_of(self))
                handle(self)

            do_GET = do_PUT = do_DELETE = lambda self: handle(self)

            def log_message(self, *_: Any) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def desktop_of(client: Cyberdesk) -> Desktop:
    return Desktop(client.resources, cyberdesk.models.Desktop.from_dict(DESKTOP))


def test_files_stream_both_ways_in_little_memory(serve: Callable[[Handle], str]) -> None:
    with Cyberdesk(api_key="k", base_url=serve(files)) as client:
        desktop = desktop_of(client)
        tracemalloc.start()
        with desktop.files.stream("/tmp/a") as chunks:
            received = sum(len(chunk) for chunk in chunks)
        written = desktop.files.write("/tmp/a", (CHUNK for _ in range(TOTAL // len(CHUNK))))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert received == written.size_bytes == TOTAL
        assert peak < LIMIT
        assert desktop.files.write("/tmp/a", io.BytesIO(CHUNK * 3)).size_bytes == 3 * len(CHUNK)


def test_so_they_do_asynchronously(serve: Callable[[Handle], str]) -> None:
    async def source() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield CHUNK

    async def journey(url: str) -> None:
        async with AsyncCyberdesk(api_key="k", base_url=url) as client:
            desktop = AsyncDesktop(client.resources, cyberdesk.models.Desktop.from_dict(DESKTOP))
            received = 0
            async with desktop.files.stream("/tmp/a") as chunks:
                async for chunk in chunks:
                    received += len(chunk)
            assert received == TOTAL
            for content in (source(), iter([CHUNK] * 4), io.BytesIO(CHUNK * 4), CHUNK * 4):
                assert (await desktop.files.write("/tmp/a", content)).size_bytes == 4 * len(CHUNK)

    asyncio.run(journey(serve(files)))


def test_a_screenshot_knows_its_size(serve: Callable[[Handle], str]) -> None:
    headers = {"x_image_width": "1280", "x_image_height": "800", "x_cursor_x": "3", "x_cursor_y": "4"}
    url = serve(lambda request: reply(request, 200, b"\x89PNG", content_type="image/png", **headers))
    with Cyberdesk(api_key="k", base_url=url) as client:
        image = desktop_of(client).screenshot()
    assert image == b"\x89PNG"
    assert (image.width, image.height, image.pointer) == (1280, 800, (3, 4))
    assert image.content_type == "image/png"


def test_an_answer_that_breaks_off_is_a_connection_error(serve: Callable[[Handle], str]) -> None:
    def half(request: BaseHTTPRequestHandler) -> None:
        reply(request, 200, b"half", length="100000")
        request.close_connection = True

    with Cyberdesk(api_key="k", base_url=serve(half), max_retries=0) as client:
        desktop = desktop_of(client)
        with pytest.raises(cyberdesk.ConnectionError):
            desktop.files.read("/tmp/a")
        with pytest.raises(cyberdesk.ConnectionError), desktop.files.stream("/tmp/a") as chunks:
            list(chunks)


def test_a_hanging_server_is_a_timeout(serve: Callable[[Handle], str]) -> None:
    end = threading.Event()
    url = serve(lambda _: end.wait(10) and None)
    with Cyberdesk(api_key="k", base_url=url, timeout=0.2) as client, pytest.raises(cyberdesk.TimeoutError):
        client.me()
    end.set()


def test_a_server_that_is_not_there_is_named() -> None:
    with Cyberdesk(api_key="k", base_url="http://127.0.0.1:1", max_retries=1) as client:
        with pytest.raises(cyberdesk.ConnectionError) as caught:
            client.me()
    assert "http://127.0.0.1:1 could not be reached" in str(caught.value)


def test_a_pause_beyond_the_deadline_is_not_begun(serve: Callable[[Handle], str]) -> None:
    calls: list[str] = []

    def limited(request: BaseHTTPRequestHandler) -> None:
        calls.append(request.path)
        body = b'{"code":"rateLimited","detail":"slower","requestId":"req_9"}'
        reply(request, 429, body, retry_after="3600")

    with Cyberdesk(api_key="k", base_url=serve(limited)) as client:
        with pytest.raises(cyberdesk.RateLimitError, match="req_9") as caught:
            client.me()
    assert (caught.value.retry_after, len(calls)) == (3600, 1)


def test_leaving_the_block_deletes_also_what_is_gone(serve: Callable[[Handle], str]) -> None:
    methods: list[str] = []

    def gone(request: BaseHTTPRequestHandler) -> None:
        methods.append(request.command)
        reply(request, 404, b'{"code":"notFound"}')

    with Cyberdesk(api_key="k", base_url=serve(gone)) as client, desktop_of(client):
        pass
    assert methods == ["DELETE"]


def test_states_are_told_while_waiting(serve: Callable[[Handle], str]) -> None:
    states = iter(["pending", "starting", "starting", "running"])
    url = serve(lambda request: reply(request, 200, json.dumps({**DESKTOP, "state": next(states)}).encode()))
    told: list[str] = []
    with Cyberdesk(api_key="k", base_url=url) as client:
        client.desktops.create(wait=True, on_state=lambda desktop: told.append(desktop.state))
    assert told == ["pending", "starting", "running"]


def test_a_base_url_that_is_none_is_said_at_once() -> None:
    with pytest.raises(cyberdesk.CyberdeskError, match="CYBERDESK_BASE_URL"):
        Cyberdesk(api_key="k", base_url="api.test")
