"""What happens in your organization, as it happens."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Iterator

from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_resources import Resources
from ._generated_routes import STREAM_EVENTS, RequestInput, RequestOptions
from ._sse import EventParser, ServerEvent
from .errors import APIError, CyberdeskError

_SILENCE = 45.0
"""The server sends a comment every 15 s at least: after three of those nobody is there."""
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 15.0


class _Place:
    """How far a reader has come, and how often in a row it could not be connected."""

    def __init__(self, last_event_id: str | None) -> None:
        self.last_event_id = last_event_id
        self.failures = 0

    def request(self) -> tuple[RequestInput, RequestOptions]:
        headers = {"last-event-id": self.last_event_id} if self.last_event_id else {}
        return RequestInput(headers=headers), RequestOptions(timeout=_SILENCE, max_retries=0)

    def read(self, event: ServerEvent) -> models.Event:
        self.failures = 0
        body = models.Event.from_dict(json.loads(event.data))
        # What was lost cannot be had again by the same cursor.
        self.last_event_id = None if body.type_ == "gap" else event.id or self.last_event_id
        return body

    def pause(self) -> float:
        """Seconds until the next connection, jittered so that many clients do not come back at once."""
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**self.failures)
        self.failures += 1
        return longest * (0.5 + random.random() / 2)


def _is_final(error: CyberdeskError) -> bool:
    """True when asking again would be refused again."""
    return isinstance(error, APIError) and error.status < 500 and error.status not in (408, 429)


class Events:
    """What happens in your organization."""

    def __init__(self, resources: Resources) -> None:
        self._transport = resources.events._transport

    def stream(self, *, last_event_id: str | None = None) -> Iterator[models.Event]:
        """Every event in order, for ever: a connection that breaks is made again after the last event.

        A refusal raises. After an event of type `gap` events were lost: read the lists anew. Leaving the loop closes
        the connection.
        """
        place = _Place(last_event_id)
        while True:
            try:
                parser = EventParser()
                with self._transport.stream(STREAM_EVENTS, *place.request()) as chunks:
                    for chunk in chunks:
                        for event in parser.feed(chunk):
                            yield place.read(event)
            except CyberdeskError as error:
                if _is_final(error):
                    raise
            time.sleep(place.pause())


class AsyncEvents:
    """What happens in your organization."""

    def __init__(self, resources: AsyncResources) -> None:
        self._transport = resources.events._transport

    async def stream(self, *, last_event_id: str | None = None) -> AsyncIterator[models.Event]:
        """Every event in order, for ever: a connection that breaks is made again after the last event.

        A refusal raises. After an event of type `gap` events were lost: read the lists anew. Leaving the loop closes
        the connection.
        """
        place = _Place(last_event_id)
        while True:
            try:
                parser = EventParser()
                async with self._transport.stream(STREAM_EVENTS, *place.request()) as chunks:
                    async for chunk in chunks:
                        for event in parser.feed(chunk):
                            yield place.read(event)
            except CyberdeskError as error:
                if _is_final(error):
                    raise
            await asyncio.sleep(place.pause())
