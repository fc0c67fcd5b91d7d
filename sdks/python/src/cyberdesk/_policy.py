"""How requests are built and repeated, the same for both clients."""

from __future__ import annotations

import os
import random
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from ._generated_routes import RequestInput, RequestOptions, Route
from .errors import CyberdeskError

_RETRIED = {429, 502, 503, 504}
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 8.0


@dataclass(frozen=True)
class Settings:
    """How a client reaches the API."""

    api_key: str | Callable[[], str]
    base_url: str
    timeout: float
    max_retries: int
    headers: Mapping[str, str] = field(default_factory=dict)


def settings(
    api_key: str | Callable[[], str] | None,
    base_url: str | None,
    timeout: float,
    max_retries: int,
    headers: Mapping[str, str] | None,
) -> Settings:
    """Settings with what is absent taken from the environment."""
    key = api_key or os.environ.get("CYBERDESK_API_KEY")
    if not key:
        raise CyberdeskError("There is no API key. Pass `api_key` or set CYBERDESK_API_KEY.")
    url = base_url or os.environ.get("CYBERDESK_BASE_URL") or "https://api.cyberdesk.io"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CyberdeskError(
            f'"{url}" is no base URL. Pass `base_url` or set CYBERDESK_BASE_URL, such as https://api.cyberdesk.io.'
        )
    return Settings(key, url.rstrip("/"), timeout, max_retries, dict(headers or {}))


@dataclass(frozen=True)
class Attempt:
    """One request, ready to be sent, also again."""

    method: str
    url: str
    params: list[tuple[str, str]]
    headers: dict[str, str]
    json: Any
    content: Any
    repeatable: bool
    """True when a repeat cannot do the thing twice."""


def prepare(settings: Settings, route: Route, input: RequestInput, options: RequestOptions) -> Attempt:
    """Every call that may be replayed carries an idempotency key, so a repeat never does the thing twice."""
    headers = {**settings.headers, **input.headers, **options.headers}
    key = settings.api_key if isinstance(settings.api_key, str) else settings.api_key()
    headers["authorization"] = f"Bearer {key}"
    if route.idempotency == "key":
        headers["idempotency-key"] = options.idempotency_key or str(uuid.uuid4())
    is_json = route.body == "application/json"
    content = None if is_json else input.body
    if route.body and input.body is not None:
        headers["content-type"] = route.body
    replayable = content is None or isinstance(content, bytes | str)
    return Attempt(
        method=route.method,
        url=settings.base_url + _fill(route, input.path),
        params=_params(input.query),
        headers=headers,
        json=input.body if is_json else None,
        content=content,
        repeatable=replayable and (route.method == "GET" or route.idempotency != "none"),
    )


def _fill(route: Route, path: Mapping[str, str]) -> str:
    def segment(match: re.Match[str]) -> str:
        value = path.get(match[1], "")
        if value in ("", ".", ".."):
            raise ValueError(f"{route.operation_id} needs {match[1]}")
        return quote(value, safe="")

    return re.sub(r"\{(\w+)\}", segment, route.path)


def _params(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = []
    for name, value in query.items():
        for item in value if isinstance(value, list) else [value]:
            pairs.append((name, str(item).lower() if isinstance(item, bool) else str(item)))
    return pairs


def is_passing(response: httpx.Response) -> bool:
    """True for a refusal that a repeat may get past: a limit, an outage, or the same request still in flight."""
    if response.status_code in _RETRIED:
        return True
    return response.status_code == 409 and b'"idempotencyInFlight"' in response.content


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except ValueError:
        return None


def pause(tries: int, response: httpx.Response | None) -> float:
    """Seconds until the next try."""
    after = response.headers.get("retry-after", "") if response is not None else ""
    if after.isdigit():
        return float(after)
    date = _date(after)
    if date is not None:
        return max(0.0, date - time.time())
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**tries)
    return longest / 2 + random.random() * longest / 2
