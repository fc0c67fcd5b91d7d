"""The Cyberdesk API, for asyncio."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any, Literal, Self, Unpack

import httpx

from ._events import AsyncEvents
from ._generated import models
from ._generated_async_resources import AsyncResources
from ._params import CreateParams, OnState
from ._policy import settings
from ._transport import AsyncHttpTransport
from ._wait import LONG_POLL_SECONDS
from .async_desktop import AsyncDesktop


class AsyncDesktops:
    """Desktops of your organization."""

    def __init__(self, resources: AsyncResources) -> None:
        self._resources = resources

    async def create(
        self,
        *,
        wait: bool = False,
        timeout: float = 300,
        on_state: OnState | None = None,
        **params: Unpack[CreateParams],
    ) -> AsyncDesktop:
        """Creates a desktop; with `wait` it returns when the desktop runs, at the latest after `timeout` seconds.

        `on_state` hears of each state on the way. A start that fails raises DesktopFailedError, one that takes too
        long TimeoutError.
        """
        seconds = LONG_POLL_SECONDS if wait else None
        data = await self._resources.desktops.create(wait_seconds=seconds, **params)
        desktop = AsyncDesktop(self._resources, data)
        if wait:
            await desktop.wait_for("running", timeout=timeout, on_state=on_state)
        return desktop

    async def get(self, desktop_id: str) -> AsyncDesktop:
        """A desktop by its id."""
        return AsyncDesktop(self._resources, await self._resources.desktops.get(desktop_id))

    async def list(
        self, *, state: Sequence[str] | None = None, label: Sequence[str] | None = None
    ) -> AsyncIterator[AsyncDesktop]:
        """All desktops, newest first, page after page."""
        cursor: str | None = None
        while True:
            page = await self._resources.desktops.list(limit=100, cursor=cursor, state=state, label=label)
            for item in page.items:
                yield AsyncDesktop(self._resources, item)
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def update(
        self,
        desktop_id: str,
        *,
        name: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> AsyncDesktop:
        """Changes name or labels of a desktop."""
        data = await self._resources.desktops.update(desktop_id, name=name, labels=labels)
        desktop = AsyncDesktop(self._resources, data)
        return desktop

    async def start(
        self,
        desktop_id: str,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
        wait: bool = False,
    ) -> AsyncDesktop:
        """Starts a stopped desktop with a new deadline, by default one hour from now."""
        data = await self._resources.desktops.start(
            desktop_id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        desktop = AsyncDesktop(self._resources, data)
        return await desktop.wait_for("running") if wait else desktop

    async def stop(
        self,
        desktop_id: str,
        *,
        wait: bool = False,
    ) -> AsyncDesktop:
        """Stops a desktop. Its disk stays."""
        data = await self._resources.desktops.stop(desktop_id)
        desktop = AsyncDesktop(self._resources, data)
        return await desktop.wait_for("stopped") if wait else desktop

    async def extend(
        self,
        desktop_id: str,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
    ) -> AsyncDesktop:
        """Sets a desktop's deadline anew, in seconds from now or as a time."""
        data = await self._resources.desktops.extend(
            desktop_id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        desktop = AsyncDesktop(self._resources, data)
        return desktop

    async def connect(
        self,
        desktop_id: str,
        timeout_seconds: int,
        *,
        wait: bool = True,
    ) -> AsyncDesktop:
        """Starts a desktop when it is stopped, sets its deadline in seconds from now, and waits until it runs."""
        data = await self._resources.desktops.connect(desktop_id, timeout_seconds=timeout_seconds)
        desktop = AsyncDesktop(self._resources, data.desktop)
        return await desktop.wait_for("running") if wait else desktop

    async def delete(
        self,
        desktop_id: str,
        *,
        wait: bool = False,
    ) -> AsyncDesktop:
        """Deletes a desktop and its disk."""
        data = await self._resources.desktops.delete(desktop_id)
        desktop = AsyncDesktop(self._resources, data)
        return await desktop.wait_for("deleted") if wait else desktop


class AsyncKeys:
    """API keys of your organization."""

    def __init__(self, resources: AsyncResources) -> None:
        self._keys = resources.keys

    async def create(
        self,
        name: str,
        *,
        scopes: Sequence[Any] | None = None,
        expires_at: datetime.datetime | str | None = None,
    ) -> models.CreatedKey:
        """Makes a key. The key itself is in this result only."""
        return await self._keys.create(name=name, scopes=scopes, expires_at=expires_at)

    async def list(self) -> AsyncIterator[models.ApiKey]:
        """All keys, newest first."""
        cursor: str | None = None
        while True:
            page = await self._keys.list(limit=100, cursor=cursor)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def revoke(self, key_id: str) -> None:
        """Revokes a key at once."""
        await self._keys.revoke(key_id)


class AsyncCyberdesk:
    """The Cyberdesk API, for asyncio. What is not given comes from `CYBERDESK_API_KEY` and `CYBERDESK_BASE_URL`.

    Args:
        api_key: An API key, or the access token of a person; a function is asked anew for each request.
        actor: On whose behalf it acts; default is `agent` for an API key and `human` for a person's token.
        base_url: URL of the API; default https://api.cyberdesk.io.
        timeout: Longest time of a call in seconds, repeats among it.
        max_retries: How often a call that failed on the way is repeated.
        headers: Headers of every call.
        transport: Another httpx transport.
    """

    def __init__(
        self,
        *,
        api_key: str | Callable[[], str] | None = None,
        actor: Literal["human", "agent"] | None = None,
        base_url: str | None = None,
        timeout: float = 60,
        max_retries: int = 4,
        headers: Mapping[str, str] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        chosen = settings(
            api_key,
            base_url,
            timeout,
            max_retries,
            {**({"cyberdesk-actor": actor} if actor else {}), **(headers or {})},
        )
        self._client = httpx.AsyncClient(transport=transport)
        self.resources = AsyncResources(AsyncHttpTransport(chosen, self._client))
        """The operations one by one, as the contract names them."""
        self.desktops = AsyncDesktops(self.resources)
        """Desktops."""
        self.keys = AsyncKeys(self.resources)
        """API keys."""
        self.events = AsyncEvents(self.resources)
        """What happens in your organization."""
        self.usage = self.resources.usage
        """What your organization used."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def sizes(self) -> AsyncIterator[models.Size]:
        """Sizes that a desktop can have, smallest first."""
        cursor: str | None = None
        while True:
            page = await self.resources.sizes.list(cursor=cursor)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def regions(self) -> AsyncIterator[models.Region]:
        """Regions that a desktop can run in."""
        cursor: str | None = None
        while True:
            page = await self.resources.regions.list(cursor=cursor)
            for item in page.items:
                yield item
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    async def me(self) -> models.Me:
        """Who is calling, and for which organization."""
        return await self.resources.me.get()
