import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from cyberdesk import AsyncCyberdesk, Cyberdesk

DESKTOP = {
    "id": "dsk_" + "2" * 34,
    "name": "d",
    "state": "running",
    "stateReason": "Ready",
    "stateMessage": "The desktop can be used.",
    "stateSince": "2026-11-23T08:00:02Z",
    "template": "desktop-base",
    "size": "small",
    "region": "local",
    "clusterId": "local",
    "display": {"width": 1280, "height": 800},
    "labels": {},
    "locale": "en-US",
    "timeZone": "Etc/UTC",
    "keyboardLayout": "us",
    "createdAt": "2026-11-23T08:00:00Z",
    "onExpire": "stop",
    "runningSeconds": 1,
    "cost": {"accruedMicros": 1, "ratePerHourMicros": 60000, "currency": "USD"},
    "capabilities": [],
}


def problem(status: int, code: str, **extra: Any) -> httpx.Response:
    body = {
        "title": "t",
        "detail": "what to do",
        "status": status,
        "code": code,
        "requestId": "req_1",
        **extra,
    }
    headers = {"retry-after": "0"} if status in (409, 429, 503) else {}
    return httpx.Response(status, json=body, headers=headers)


class Server:
    """Answers requests from a list and remembers them."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]] = []

    def answer(self, *answers: Any) -> None:
        self.answers += answers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)
        return answer

    def body(self, index: int = -1) -> Any:
        return json.loads(self.requests[index].content)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server) -> Cyberdesk:
    return Cyberdesk(api_key="cyb_x", base_url="http://api.test", transport=httpx.MockTransport(server))


@pytest.fixture
def async_client(server: Server) -> AsyncCyberdesk:
    return AsyncCyberdesk(api_key="cyb_x", base_url="http://api.test", transport=httpx.MockTransport(server))
