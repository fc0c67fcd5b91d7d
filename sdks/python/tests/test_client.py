import asyncio
import inspect
from pathlib import Path

import httpx
import pytest
from conftest import DESKTOP, Server, problem

import cyberdesk
from cyberdesk import AsyncCyberdesk, AsyncDesktop, Cyberdesk, Desktop
from cyberdesk._control import AsyncControl, Control
from cyberdesk._events import AsyncEvents, Events


def test_create_waits_until_the_desktop_runs(client: Cyberdesk, server: Server) -> None:
    server.answer(
        httpx.Response(201, json={**DESKTOP, "state": "pending"}),
        httpx.Response(200, json={**DESKTOP, "state": "starting"}),
        httpx.Response(200, json=DESKTOP),
    )
    desktop = client.desktops.create(wait=True, name="d")
    assert desktop.state == "running"
    assert server.requests[0].headers["authorization"] == "Bearer cyb_x"
    assert server.body(0) == {"name": "d"}
    assert server.requests[1].url.params["waitSeconds"] == "20"


def test_a_desktop_that_fails_ends_the_wait(client: Cyberdesk, server: Server) -> None:
    server.answer(httpx.Response(201, json={**DESKTOP, "state": "failed", "stateReason": "StartTimedOut"}))
    with pytest.raises(cyberdesk.DesktopFailedError, match="StartTimedOut"):
        client.desktops.create(wait=True)


def test_a_repeat_carries_the_same_idempotency_key(client: Cyberdesk, server: Server) -> None:
    server.answer(
        httpx.ConnectError("refused"),
        problem(503, "unavailable"),
        problem(409, "idempotencyInFlight"),
        httpx.Response(201, json=DESKTOP),
    )
    client.desktops.create()
    assert len({request.headers["idempotency-key"] for request in server.requests}) == 1
    assert len(server.requests) == 4


def test_what_has_no_key_is_not_repeated(client: Cyberdesk, server: Server) -> None:
    server.answer(problem(503, "unavailable"))
    with pytest.raises(cyberdesk.ServerError):
        client.keys.create("k")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "invalidRequest", cyberdesk.ValidationError),
        (401, "unauthenticated", cyberdesk.AuthenticationError),
        (403, "insufficientScope", cyberdesk.PermissionError),
        (404, "notFound", cyberdesk.NotFoundError),
        (409, "desktopNotRunning", cyberdesk.ConflictError),
        (422, "unknownSize", cyberdesk.ValidationError),
        (500, "internal", cyberdesk.ServerError),
    ],
)
def test_a_refusal_has_its_own_error(
    client: Cyberdesk, server: Server, status: int, code: str, kind: type[cyberdesk.APIError]
) -> None:
    errors = [{"pointer": "/size", "message": "is none that is known"}]
    server.answer(problem(status, code, errors=errors, currentState="stopped"))
    with pytest.raises(kind) as caught:
        client.desktops.get("dsk_x")
    error = caught.value
    assert (error.status, error.code, error.request_id, error.current_state) == (
        status,
        code,
        "req_1",
        "stopped",
    )
    assert error.errors[0].pointer == "/size"
    assert "is none that is known" in str(error)


def test_limits_are_waited_out_and_then_reported(server: Server) -> None:
    transport = httpx.MockTransport(server)
    client = Cyberdesk(api_key="k", base_url="http://api.test", max_retries=1, transport=transport)
    server.answer(problem(429, "limitReached"), problem(429, "limitReached"))
    with pytest.raises(cyberdesk.RateLimitError) as caught:
        client.desktops.create()
    assert caught.value.retry_after == 0


def test_lists_go_on_to_the_last_page(client: Cyberdesk, server: Server) -> None:
    server.answer(
        httpx.Response(200, json={"items": [DESKTOP], "nextCursor": "c1"}),
        httpx.Response(200, json={"items": [{**DESKTOP, "name": "e"}]}),
    )
    assert [desktop.data.name for desktop in client.desktops.list(state=["running", "stopped"])] == ["d", "e"]
    assert server.requests[1].url.params["cursor"] == "c1"
    assert server.requests[0].url.params.get_list("state") == ["running", "stopped"]


def test_files_screenshots_and_commands(client: Cyberdesk, server: Server) -> None:
    desktop = Desktop(client.resources, cyberdesk.models.Desktop.from_dict(DESKTOP))
    command = {
        "id": "cmd_" + "2" * 34,
        "state": "finished",
        "command": "x",
        "background": False,
        "exitCode": 3,
        "stdout": "o",
        "stderr": "e",
        "stdoutTruncated": False,
        "stderrTruncated": False,
        "stdoutBytes": 1,
        "stderrBytes": 1,
        "startedAt": "2026-11-23T08:00:00Z",
        "durationMs": 1,
    }
    server.answer(httpx.Response(200, content=b"\x89PNG"), httpx.Response(200, json=command))
    assert desktop.screenshot() == b"\x89PNG"
    result = desktop.run(["ls", "-l"], cwd="/tmp")
    assert (result.exit_code, result.stdout, result.stderr) == (3, "o", "e")
    assert server.body() == {"command": ["ls", "-l"], "cwd": "/tmp", "timeoutSeconds": 30}
    server.answer(lambda request: httpx.Response(200, content=request.url.params["path"].encode()))
    assert desktop.files.read_text("/tmp/a b?c") == "/tmp/a b?c"


def test_a_failed_step_carries_the_partial_results(client: Cyberdesk, server: Server) -> None:
    desktop = Desktop(client.resources, cyberdesk.models.Desktop.from_dict(DESKTOP))
    results = [
        {"type": "click", "status": "done", "durationMs": 1},
        {"type": "key", "status": "failed", "durationMs": 1, "error": "no such key"},
    ]
    server.answer(httpx.Response(200, json={"outcome": "stopped", "stoppedAt": 1, "results": results}))
    with pytest.raises(cyberdesk.ActionFailedError, match="no such key") as caught:
        desktop.actions([{"type": "click"}, {"type": "key", "keys": ["nope"]}])
    assert caught.value.stopped_at == 1
    assert caught.value.results[0].status == "done"


def test_the_asynchronous_client_does_the_same(async_client: AsyncCyberdesk, server: Server) -> None:
    server.answer(
        problem(503, "unavailable"),
        httpx.Response(201, json={**DESKTOP, "state": "pending"}),
        httpx.Response(200, json=DESKTOP),
        httpx.Response(200, content=b"\x89PNG"),
        httpx.Response(200, json={"items": [DESKTOP]}),
    )

    async def journey() -> None:
        async with async_client as client:
            desktop = await client.desktops.create(wait=True)
            assert desktop.state == "running"
            assert await desktop.screenshot() == b"\x89PNG"
            assert [each.id async for each in client.desktops.list()] == [DESKTOP["id"]]

    asyncio.run(journey())


def test_both_clients_have_the_same_methods() -> None:
    def methods(cls: type) -> set[str]:
        return {name for name, _ in inspect.getmembers(cls, callable) if not name.startswith("_")} - {"close"}

    assert methods(Desktop) == methods(AsyncDesktop)
    assert methods(Cyberdesk) == methods(AsyncCyberdesk)
    assert methods(Control) == methods(AsyncControl) == {"get", "acquire", "release"}
    assert methods(Events) == methods(AsyncEvents) == {"stream"}


def test_the_groups_of_both_desktops_are_the_same(client: Cyberdesk, async_client: AsyncCyberdesk) -> None:
    data = cyberdesk.models.Desktop.from_dict(DESKTOP)
    made = vars(Desktop(client.resources, data))
    made_async = vars(AsyncDesktop(async_client.resources, data))

    def methods(group: object) -> set[str]:
        return {name for name in dir(group) if not name.startswith("_")}

    assert made.keys() == made_async.keys()
    groups = [name for name in made if not name.startswith("_") and name != "data"]
    assert len(groups) == 13
    for name in groups:
        assert methods(made[name]) == methods(made_async[name]), name


def test_lists_of_a_group_go_on_with_the_next_page(client: Cyberdesk, server: Server) -> None:
    server.answer(
        httpx.Response(200, json=DESKTOP),
        httpx.Response(200, json={"items": [], "nextCursor": "c2"}),
        httpx.Response(200, json={"items": []}),
    )
    assert list(client.desktops.get("dsk_1").windows.list()) == []
    assert [dict(each.url.params) for each in server.requests[1:]] == [
        {"limit": "100"},
        {"limit": "100", "cursor": "c2"},
    ]


def test_waits_for_the_screen_are_actions(client: Cyberdesk, server: Server) -> None:
    done = {"outcome": "completed", "results": []}
    server.answer(*(httpx.Response(200, json=each) for each in (DESKTOP, done, done)))
    desktop = client.desktops.get("dsk_1")
    desktop.wait_for_stable(quiet_ms=200, region=(1, 2, 30, 40))
    assert server.body()["actions"] == [
        {"type": "waitForStable", "quietMs": 200, "region": {"x": 1, "y": 2, "width": 30, "height": 40}}
    ]
    desktop.wait_for_change()
    assert server.body()["actions"] == [{"type": "waitForChange"}]


def test_a_missing_key_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CYBERDESK_API_KEY", raising=False)
    with pytest.raises(cyberdesk.CyberdeskError, match="CYBERDESK_API_KEY"):
        Cyberdesk()


def test_an_unchanged_screen_is_not_sent_again(client: Cyberdesk, server: Server, tmp_path: Path) -> None:
    server.answer(httpx.Response(200, json=DESKTOP))
    desktop = client.desktops.get("dsk_1")

    def shot(request: httpx.Request) -> httpx.Response:
        headers = {"etag": '"v1"', "x-cursor-x": "5", "x-cursor-y": "6", "x-image-scale": "0.5"}
        if request.headers.get("if-none-match") == '"v1"':
            return httpx.Response(304, headers={**headers, "x-cursor-x": "9"})
        return httpx.Response(200, content=b"\x89PNG", headers={**headers, "content-type": "image/png"})

    server.answer(*[shot] * 8)
    first = desktop.screenshot(region=(1, 2, 3, 4))
    again = desktop.screenshot(region=(1, 2, 3, 4))
    assert server.requests[-1].headers["if-none-match"] == '"v1"'
    assert (again, again.scale, again.content_type) == (first, 0.5, "image/png")
    assert (first.pointer, again.pointer) == ((5, 6), (9, 6))
    assert dict(server.requests[-1].url.params) == {"x": "1", "y": "2", "width": "3", "height": "4"}
    for edge in range(100, 104):
        desktop.screenshot(max_long_edge=edge)
        assert "if-none-match" not in server.requests[-1].headers
    desktop.screenshot(region=(1, 2, 3, 4))
    assert "if-none-match" not in server.requests[-1].headers
    again.save(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"\x89PNG"
