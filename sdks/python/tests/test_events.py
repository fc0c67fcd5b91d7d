"""The event stream: cut anywhere, broken and made again."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from conftest import Server, problem

from cyberdesk import AsyncCyberdesk, AuthenticationError, Cyberdesk, CyberdeskError
from cyberdesk import _events as events
from cyberdesk._sse import EventParser


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_FIRST_PAUSE", 0.001)


def wire(event_id: str, kind: str = "desktop.running") -> bytes:
    body = f'{{"type":"{kind}","id":"{event_id}","createdAt":"2026-11-23T08:00:00Z"}}'
    return f": hello\n\nid: {event_id}\ndata: {body}\n\n".encode()


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Bytes, and then a connection that breaks."""

    def __init__(self, *chunks: bytes, error: type[httpx.TransportError] = httpx.ReadError) -> None:
        self.chunks = chunks
        self.error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks
        raise self.error("broken")

    async def __aiter__(self):
        for chunk in self.chunks:
            yield chunk
        raise self.error("broken")


def test_it_does_not_matter_how_the_bytes_are_cut() -> None:
    whole = "id: é\r\ndata: one\r\ndata: two\r\n\r\n: comment\n\ndata:three\r\r".encode()
    for size in range(1, len(whole)):
        parser = EventParser()
        found = [event for at in range(0, len(whole), size) for event in parser.feed(whole[at : at + size])]
        found += parser.feed(b"\n")
        assert [(event.id, event.data) for event in found] == [("é", "one\ntwo"), ("é", "three")]


def test_what_never_ends_is_refused_before_it_fills_the_memory() -> None:
    for part in (b"x" * 2**20, b"data: " + b"x" * 2**20 + b"\n"):
        parser = EventParser()
        with pytest.raises(CyberdeskError, match="too long"):
            for _ in range(6):
                parser.feed(part)


def test_a_broken_connection_is_made_again_after_the_last_event(server: Server, client: Cyberdesk) -> None:
    server.answer(httpx.Response(200, stream=Breaking(wire("a"), wire("b"))))
    server.answer(httpx.Response(200, content=wire("c")))
    stream = client.events.stream(last_event_id="z")
    assert [next(stream).id for _ in range(3)] == ["a", "b", "c"]
    assert [request.headers.get("last-event-id") for request in server.requests] == ["z", "b"]


def test_after_45_seconds_of_silence_the_connection_is_made_again(server: Server, client: Cyberdesk) -> None:
    server.answer(httpx.Response(200, stream=Breaking(wire("a"), error=httpx.ReadTimeout)))
    server.answer(httpx.Response(200, content=wire("b")))
    stream = client.events.stream()
    assert [next(stream).id for _ in range(2)] == ["a", "b"]
    assert all(44 < request.extensions["timeout"]["read"] <= 45 for request in server.requests)


def test_a_refusal_raises_and_a_gap_forgets_the_cursor(server: Server, client: Cyberdesk) -> None:
    server.answer(httpx.Response(200, content=wire("old", "gap")), problem(401, "unauthenticated"))
    stream = client.events.stream(last_event_id="old")
    assert next(stream).type_ == "gap"
    with pytest.raises(AuthenticationError):
        next(stream)
    assert "last-event-id" not in server.requests[1].headers


def test_asynchronously_too(server: Server, async_client: AsyncCyberdesk) -> None:
    server.answer(httpx.Response(200, stream=Breaking(wire("a"))), httpx.Response(200, content=wire("b")))

    async def read() -> list[str]:
        seen = []
        async for event in async_client.events.stream():
            seen.append(event.id)
            if len(seen) == 2:
                break
        return seen

    assert asyncio.run(read()) == ["a", "b"]


def test_each_request_asks_for_the_credential_and_says_on_whose_behalf(server: Server) -> None:
    tokens = iter(["one", "two"])
    transport = httpx.MockTransport(server)
    client = Cyberdesk(
        api_key=lambda: next(tokens), actor="human", base_url="http://api.test", transport=transport
    )
    server.answer(httpx.Response(200, content=wire("a")), httpx.Response(200, content=wire("b")))
    stream = client.events.stream()
    next(stream), next(stream)
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer one", "Bearer two"]
    assert server.requests[0].headers["cyberdesk-actor"] == "human"
