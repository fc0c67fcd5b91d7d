"""Sends requests over httpx, with repeats that respect idempotency."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from ._generated_routes import RequestInput, RequestOptions, Route
from ._policy import Attempt, Settings, is_passing, pause, prepare
from .errors import ConnectionError, TimeoutError, error_of

_NONE = RequestOptions()


def _decode(route: Route, response: httpx.Response) -> Any:
    if route.response == "json":
        return response.json()
    if route.response == "text":
        return response.text
    return None if route.response == "empty" else response


class HttpTransport:
    """Sends requests and waits for their answers."""

    def __init__(self, settings: Settings, client: httpx.Client) -> None:
        self._settings = settings
        self._client = client

    def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any:
        options = options or _NONE
        attempt = prepare(self._settings, route, input, options)
        deadline = time.monotonic() + (options.timeout or self._settings.timeout)
        retries = self._settings.max_retries if options.max_retries is None else options.max_retries
        return _decode(route, self._send(attempt, deadline, retries))

    def _send(self, attempt: Attempt, deadline: float, retries: int) -> httpx.Response:
        tries = 0
        while True:
            last = not attempt.repeatable or tries >= retries
            response = self._try(attempt, deadline, last)
            if response is not None and response.is_success:
                return response
            if response is not None and (last or not is_passing(response)):
                raise error_of(response)
            wait = pause(tries, response)
            if time.monotonic() + wait > deadline:
                raise TimeoutError(f"{attempt.method} {attempt.url} took too long")
            time.sleep(wait)
            tries += 1

    def _try(self, attempt: Attempt, deadline: float, last: bool) -> httpx.Response | None:
        try:
            return self._client.request(
                attempt.method,
                attempt.url,
                params=attempt.params,
                headers=attempt.headers,
                json=attempt.json,
                content=attempt.content,
                timeout=max(0.1, deadline - time.monotonic()),
            )
        except httpx.TimeoutException as error:
            raise TimeoutError(f"{attempt.method} {attempt.url} took too long") from error
        except httpx.TransportError as error:
            if last:
                raise ConnectionError(
                    "The API could not be reached. Check the base URL and the network."
                ) from error
            return None


class AsyncHttpTransport:
    """Sends requests and awaits their answers."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient) -> None:
        self._settings = settings
        self._client = client

    async def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any:
        options = options or _NONE
        attempt = prepare(self._settings, route, input, options)
        deadline = time.monotonic() + (options.timeout or self._settings.timeout)
        retries = self._settings.max_retries if options.max_retries is None else options.max_retries
        return _decode(route, await self._send(attempt, deadline, retries))

    async def _send(self, attempt: Attempt, deadline: float, retries: int) -> httpx.Response:
        tries = 0
        while True:
            last = not attempt.repeatable or tries >= retries
            response = await self._try(attempt, deadline, last)
            if response is not None and response.is_success:
                return response
            if response is not None and (last or not is_passing(response)):
                raise error_of(response)
            wait = pause(tries, response)
            if time.monotonic() + wait > deadline:
                raise TimeoutError(f"{attempt.method} {attempt.url} took too long")
            await asyncio.sleep(wait)
            tries += 1

    async def _try(self, attempt: Attempt, deadline: float, last: bool) -> httpx.Response | None:
        try:
            return await self._client.request(
                attempt.method,
                attempt.url,
                params=attempt.params,
                headers=attempt.headers,
                json=attempt.json,
                content=attempt.content,
                timeout=max(0.1, deadline - time.monotonic()),
            )
        except httpx.TimeoutException as error:
            raise TimeoutError(f"{attempt.method} {attempt.url} took too long") from error
        except httpx.TransportError as error:
            if last:
                raise ConnectionError(
                    "The API could not be reached. Check the base URL and the network."
                ) from error
            return None
