"""The AsyncCyberdesk API."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self

import httpx

from ._generated import models
from ._generated_async_resources import AsyncResources
from ._policy import settings
from ._transport import AsyncHttpTransport
from ._wait import LONG_POLL_SECONDS
from .async_desktop import AsyncDesktop


class AsyncDesktops:
    """AsyncDesktops of your organization."""

    def __init__(self, resources: AsyncResources) -> None:
        self._resources = resources

    async def create(self, *, wait: bool = False, timeout: float = 300, **params: Any) -> AsyncDesktop:
        """Creates a desktop; with `wait` it returns when the desktop runs, at the latest after `timeout` seconds.

        Takes what `resources.desktops.create` takes: `name`, `template`, `size`, `region`, `display`, `labels`, `env`,
        `locale`, `time_zone`, `keyboard_layout`, `expires_at`, `timeout_seconds`, `on_expire`, `start_timeout_seconds`.
        """
        seconds = LONG_POLL_SECONDS if wait else None
        data = await self._resources.desktops.create(wait_seconds=seconds, **params)
        desktop = AsyncDesktop(self._resources, data)
        return await desktop.wait_for("running", timeout=timeout) if wait else desktop

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

    async def delete(self, desktop_id: str, *, wait: bool = False) -> AsyncDesktop:
        """Deletes a desktop by its id."""
        desktop = AsyncDesktop(self._resources, await self._resources.desktops.delete(desktop_id))
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
    """The AsyncCyberdesk API. What is not given comes from `CYBERDESK_API_KEY` and `CYBERDESK_BASE_URL`.

    Args:
        api_key: An API key, or the access token of a person.
        base_url: URL of the API; default https://api.cyberdesk.io.
        timeout: Longest time of a call in seconds, repeats among it.
        max_retries: How often a call that failed on the way is repeated.
        headers: Headers of every call.
        transport: Another httpx transport.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 60,
        max_retries: int = 4,
        headers: Mapping[str, str] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        chosen = settings(api_key, base_url, timeout, max_retries, headers)
        self._client = httpx.AsyncClient(transport=transport)
        self.resources = AsyncResources(AsyncHttpTransport(chosen, self._client))
        """The operations one by one, as the contract names them."""
        self.desktops = AsyncDesktops(self.resources)
        """AsyncDesktops."""
        self.keys = AsyncKeys(self.resources)
        """API keys."""
        self.usage = self.resources.usage
        """What your organization used."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def sizes(self) -> list[models.Size]:
        """Sizes that a desktop can have, smallest first."""
        return (await self.resources.sizes.list()).items

    async def regions(self) -> list[models.Region]:
        """Regions that a desktop can run in."""
        return (await self.resources.regions.list()).items

    async def me(self) -> models.Me:
        """Who is calling, and for which organization."""
        return await self.resources.me.get()
