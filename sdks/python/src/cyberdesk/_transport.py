"""Sends requests over httpx, with repeats that respect idempotency."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from ._generated_routes import RequestInput, RequestOptions, Route
from ._policy import Attempt, Settings, is_passing, pause, prepare
from .errors import ConnectionError, CyberdeskError, TimeoutError, error_of

_NONE = RequestOptions()


def _decode(route: Route, response: httpx.Response) -> Any:
    if route.response == "json":
        try:
            return response.json()
        except ValueError as error:
            raise ConnectionError(
                f"The answer of {response.url} is not JSON: is the base URL right?"
            ) from error
    if route.response == "text":
        return response.text
    return None if route.response == "empty" else response


def _is_answer(response: httpx.Response) -> bool:
    """A 304 comes only to who asked for it by a tag."""
    return response.is_success or response.status_code == 304


@dataclass
class _Sending:
    """One call: its attempts, and how many and how long they may be."""

    attempt: Attempt
    deadline: float
    retries: int
    stream: bool
    tries: int = 0

    @classmethod
    def of(
        cls,
        settings: Settings,
        route: Route,
        input: RequestInput,
        options: RequestOptions | None,
        stream: bool,
    ) -> _Sending:
        options = options or _NONE
        retries = settings.max_retries if options.max_retries is None else options.max_retries
        seconds = settings.timeout if options.timeout is None else options.timeout
        attempt = prepare(settings, route, input, options)
        return cls(attempt, time.monotonic() + seconds, retries, stream)

    def request(self, client: httpx.Client | httpx.AsyncClient) -> httpx.Request:
        attempt = self.attempt
        return client.build_request(
            attempt.method,
            attempt.url,
            params=attempt.params,
            headers=attempt.headers,
            json=attempt.json,
            content=attempt.content,
            timeout=max(0.1, self.deadline - time.monotonic()),
        )

    def broken(self, error: httpx.TransportError) -> CyberdeskError:
        if isinstance(error, httpx.TimeoutException):
            return TimeoutError(f"{self.attempt.method} {self.attempt.url} took too long")
        origin = httpx.URL(self.attempt.url)
        return ConnectionError(
            f"The API at {origin.scheme}://{origin.netloc.decode()} could not be reached. "
            "Check the base URL and the network."
        )

    def wait_after(self, outcome: httpx.Response | CyberdeskError) -> float:
        """Seconds until the next try. Raises when there is none: the caller gets the server's own answer."""
        response = outcome if isinstance(outcome, httpx.Response) else None
        wait = pause(self.tries, response)
        passing = is_passing(response) if response is not None else isinstance(outcome, ConnectionError)
        late = time.monotonic() + wait > self.deadline
        if not passing or late or self.tries >= self.retries or not self.attempt.repeatable:
            raise error_of(response) if response is not None else outcome
        self.tries += 1
        return wait


class HttpTransport:
    """Sends requests and waits for their answers."""

    def __init__(self, settings: Settings, client: httpx.Client) -> None:
        self._settings = settings
        self._client = client

    def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any:
        return _decode(route, self._send(_Sending.of(self._settings, route, input, options, False)))

    @contextmanager
    def stream(
        self, route: Route, input: RequestInput, options: RequestOptions | None = None
    ) -> Iterator[Iterator[bytes]]:
        """The bytes of an answer as they arrive. The connection is closed at the end of the block."""
        sending = _Sending.of(self._settings, route, input, options, True)
        response = self._send(sending)
        try:
            yield response.iter_bytes()
        except httpx.TransportError as error:
            raise sending.broken(error) from error
        finally:
            response.close()

    def _send(self, sending: _Sending) -> httpx.Response:
        while True:
            outcome = self._try(sending)
            if isinstance(outcome, httpx.Response) and _is_answer(outcome):
                return outcome
            time.sleep(sending.wait_after(outcome))

    def _try(self, sending: _Sending) -> httpx.Response | CyberdeskError:
        try:
            response = self._client.send(sending.request(self._client), stream=True)
            if not (sending.stream and _is_answer(response)):
                try:
                    response.read()
                finally:
                    response.close()
            return response
        except httpx.TransportError as error:
            broken = sending.broken(error)
            broken.__cause__ = error
            return broken


class AsyncHttpTransport:
    """Sends requests and awaits their answers."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient) -> None:
        self._settings = settings
        self._client = client

    async def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any:
        return _decode(route, await self._send(_Sending.of(self._settings, route, input, options, False)))

    @asynccontextmanager
    async def stream(
        self, route: Route, input: RequestInput, options: RequestOptions | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes of an answer as they arrive. The connection is closed at the end of the block."""
        sending = _Sending.of(self._settings, route, input, options, True)
        response = await self._send(sending)
        try:
            yield response.aiter_bytes()
        except httpx.TransportError as error:
            raise sending.broken(error) from error
        finally:
            await response.aclose()

    async def _send(self, sending: _Sending) -> httpx.Response:
        while True:
            outcome = await self._try(sending)
            if isinstance(outcome, httpx.Response) and _is_answer(outcome):
                return outcome
            await asyncio.sleep(sending.wait_after(outcome))

    async def _try(self, sending: _Sending) -> httpx.Response | CyberdeskError:
        try:
            response = await self._client.send(sending.request(self._client), stream=True)
            if not (sending.stream and _is_answer(response)):
                try:
                    await response.aread()
                finally:
                    await response.aclose()
            return response
        except httpx.TransportError as error:
            broken = sending.broken(error)
            broken.__cause__ = error
            return broken
