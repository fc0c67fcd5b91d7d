"""Commands: followed to their end, output as it comes, commands that live on."""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from conftest import DESKTOP, Server, problem

import cyberdesk
from cyberdesk import AsyncCyberdesk, AsyncDesktop, Cyberdesk, Desktop, models

ID = "cmd_" + "2" * 34
OUT = {"type": "output", "stream": "stdout", "text": "out", "offset": 3}
ERR = {"type": "output", "stream": "stderr", "data": "/2E=", "offset": 5}
GAP = {"type": "gap", "missingBytes": 2, "offset": 7}
END = {"type": "end", "state": "finished", "exitCode": 3, "durationMs": 9, "offset": 7}


def empty(_: httpx.Request) -> httpx.Response:
    return httpx.Response(204)


def command(state: str, **extra: Any) -> httpx.Response:
    body = {
        "id": ID,
        "command": "x",
        "state": state,
        "background": False,
        "stdout": "",
        "stderr": "",
        "stdoutTruncated": False,
        "stderrTruncated": False,
        "stdoutBytes": 0,
        "stderrBytes": 0,
        "startedAt": "2026-11-23T08:00:00Z",
        **extra,
    }
    return httpx.Response(200, json=body)


def events(*bodies: dict[str, Any]) -> httpx.Response:
    text = "".join(f"id: {body['offset']}\ndata: {json.dumps(body)}\n\n" for body in bodies)
    return httpx.Response(200, content=text.encode())


def breaking(*bodies: dict[str, Any]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(_: httpx.Request) -> httpx.Response:
        class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
            def __iter__(self):
                yield events(*bodies).content
                raise httpx.ReadError("gone")

            async def __aiter__(self):
                yield events(*bodies).content
                raise httpx.ReadError("gone")

        return httpx.Response(200, stream=Stream())

    return answer


def lines(server: Server) -> list[str]:
    urls = [(request.method, request.url) for request in server.requests]
    return [f"{method} {url.raw_path.decode().split('/commands')[1]}" for method, url in urls]


@pytest.fixture
def desktop(client: Cyberdesk) -> Desktop:
    return Desktop(client.resources, models.Desktop.from_dict(DESKTOP))


@pytest.fixture
def async_desktop(async_client: AsyncCyberdesk) -> AsyncDesktop:
    return AsyncDesktop(async_client.resources, models.Desktop.from_dict(DESKTOP))


def test_a_long_command_is_followed_by_its_id_until_its_end(server: Server, desktop: Desktop) -> None:
    server.answer(command("running"), command("running"), command("finished", exitCode=3))
    result = desktop.run("make", timeout_seconds=600, cwd="/src", tag="build")
    assert (result.state, result.exit_code) == ("finished", 3)
    wait = f"GET /{ID}?waitSeconds=20"
    assert lines(server) == ["POST ", wait, wait]
    assert server.body(0) == {"command": "make", "timeoutSeconds": 600, "cwd": "/src", "tag": "build"}


def test_a_short_command_is_one_request(server: Server, desktop: Desktop) -> None:
    server.answer(command("finished", exitCode=0))
    assert desktop.run(["true"], pty=(80, 24)).exit_code == 0
    assert server.body() == {"command": ["true"], "timeoutSeconds": 30, "pty": {"columns": 80, "rows": 24}}
    assert len(server.requests) == 1


def test_callbacks_are_told_the_output_as_it_comes(server: Server, desktop: Desktop) -> None:
    server.answer(command("running"), events(OUT, ERR, END), command("finished", exitCode=3))
    told: list[str] = []
    result = desktop.run(
        "make", on_stdout=lambda text: told.append("1" + text), on_stderr=lambda text: told.append("2" + text)
    )
    assert told == ["1out", "2\ufffda"]
    assert result.exit_code == 3
    assert server.body(0)["waitSeconds"] == 0


def test_output_that_breaks_off_goes_on_where_it_broke(server: Server, desktop: Desktop) -> None:
    server.answer(command("running"), breaking(OUT, ERR), events(), events(GAP, END))
    handle = desktop.commands.start("serve", tag="web")
    all_events = list(handle.output())
    assert [event.type_ for event in all_events] == ["output", "output", "gap", "end"]
    assert isinstance(all_events[-1], models.CommandEndEvent)
    assert server.body(0) == {"command": "serve", "tag": "web", "background": True}
    assert lines(server)[1:] == [f"GET /{ID}/output?offset={offset}" for offset in (0, 5, 5)]


def test_a_refusal_raises_at_once_and_ends_a_run_by_killing_its_command(
    server: Server, desktop: Desktop
) -> None:
    server.answer(command("running"), problem(404, "commandNotFound"), empty)
    with pytest.raises(cyberdesk.NotFoundError):
        desktop.run("x", on_stdout=print)
    assert lines(server)[-1] == f"DELETE /{ID}"


def test_who_gives_up_on_a_command_kills_it(server: Server, desktop: Desktop) -> None:
    def leave(_: str) -> None:
        raise KeyboardInterrupt

    server.answer(command("running"), events(OUT, END), empty)
    with pytest.raises(KeyboardInterrupt):
        desktop.run("x", on_stdout=leave)
    assert lines(server)[-1] == f"DELETE /{ID}"


def test_a_handle_does_everything(server: Server, desktop: Desktop) -> None:
    server.answer(command("running"), empty, empty, empty, command("running"), empty)
    server.answer(command("running"), command("finished", exitCode=0), empty)
    handle = desktop.commands.get(ID)
    handle.write("é" * 200_000)
    handle.close_input()
    handle.signal("SIGINT")
    handle.resize(80, 24)
    assert handle.wait().exit_code == 0
    assert handle.state == "finished"
    handle.delete()
    paths = ["POST /stdin", "POST /stdin", "POST /stdin/close", "POST /signal", "PUT /pty"]
    paths += ["GET ?waitSeconds=20", "GET ?waitSeconds=20", "DELETE "]
    assert [line.replace(f"/{ID}", "") for line in lines(server)[1:]] == paths
    pieces = [base64.b64decode(server.body(index)["data"]) for index in (1, 2)]
    assert b"".join(pieces).decode() == "é" * 200_000


def test_a_wait_has_an_end_and_a_list_all_pages(server: Server, desktop: Desktop) -> None:
    server.answer(command("running"), command("running"))
    with pytest.raises(cyberdesk.TimeoutError):
        desktop.commands.get(ID).wait(timeout=0)
    assert lines(server)[-1] == f"GET /{ID}?waitSeconds=0"
    one = command("finished").json()
    server.answer(httpx.Response(200, json={"items": [one], "nextCursor": "n"}))
    server.answer(httpx.Response(200, json={"items": [one]}))
    assert len(list(desktop.commands.list(tag="web"))) == 2
    assert dict(server.requests[-1].url.params) == {"limit": "100", "cursor": "n", "tag": "web"}


def test_so_it_does_asynchronously(server: Server, async_desktop: AsyncDesktop) -> None:
    told: list[str] = []

    async def tell(text: str) -> None:
        told.append(text)

    async def journey() -> None:
        server.answer(command("running"), command("finished", exitCode=3))
        assert (await async_desktop.run("make", timeout_seconds=600)).exit_code == 3
        server.answer(command("running"), breaking(OUT), events(ERR, END), command("finished"))
        assert (await async_desktop.run("x", on_stdout=tell, on_stderr=told.append)).state == "finished"
        server.answer(command("running"), events(GAP, END), empty, command("finished"))
        handle = await async_desktop.commands.start("serve")
        assert [event.type_ async for event in handle.output()] == ["gap", "end"]
        await handle.write(b"x")
        assert (await handle.wait()).state == "finished"
        server.answer(httpx.Response(200, json={"items": [command("finished").json()]}))
        assert [each.id async for each in async_desktop.commands.list()] == [ID]

    asyncio.run(journey())
    assert told == ["out", "\ufffda"]


def test_a_run_whose_task_is_cancelled_kills_its_command(server: Server, async_desktop: AsyncDesktop) -> None:
    async def journey() -> None:
        told = asyncio.Event()

        async def wait_for_ever(_: str) -> None:
            told.set()
            await asyncio.Event().wait()

        server.answer(command("running"), events(OUT, END), empty)
        task = asyncio.create_task(async_desktop.run("x", on_stdout=wait_for_ever))
        await told.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(journey())
    assert lines(server)[-1] == f"DELETE /{ID}"
