"""The Cyberdesk API."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, Self, Unpack

import httpx

from ._events import Events
from ._generated import models
from ._generated_resources import Resources
from ._params import CreateParams, OnState
from ._policy import settings
from ._transport import HttpTransport
from ._wait import LONG_POLL_SECONDS
from .desktop import Desktop


class Desktops:
    """Desktops of your organization."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def create(
        self,
        *,
        wait: bool = False,
        timeout: float = 300,
        on_state: OnState | None = None,
        **params: Unpack[CreateParams],
    ) -> Desktop:
        """Creates a desktop; with `wait` it returns when the desktop runs, at the latest after `timeout` seconds.

        `on_state` hears of each state on the way. A start that fails raises DesktopFailedError, one that takes too
        long TimeoutError.
        """
        seconds = LONG_POLL_SECONDS if wait else None
        data = self._resources.desktops.create(wait_seconds=seconds, **params)
        desktop = Desktop(self._resources, data)
        if wait:
            desktop.wait_for("running", timeout=timeout, on_state=on_state)
        return desktop

    def get(self, desktop_id: str) -> Desktop:
        """A desktop by its id."""
        return Desktop(self._resources, self._resources.desktops.get(desktop_id))

    def list(
        self, *, state: Sequence[str] | None = None, label: Sequence[str] | None = None
    ) -> Iterator[Desktop]:
        """All desktops, newest first, page after page."""
        cursor: str | None = None
        while True:
            page = self._resources.desktops.list(limit=100, cursor=cursor, state=state, label=label)
            for item in page.items:
                yield Desktop(self._resources, item)
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def update(
        self,
        desktop_id: str,
        *,
        name: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Desktop:
        """Changes name or labels of a desktop."""
        data = self._resources.desktops.update(desktop_id, name=name, labels=labels)
        desktop = Desktop(self._resources, data)
        return desktop

    def start(
        self,
        desktop_id: str,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
        wait: bool = False,
    ) -> Desktop:
        """Starts a stopped desktop with a new deadline, by default one hour from now."""
        data = self._resources.desktops.start(
            desktop_id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        desktop = Desktop(self._resources, data)
        return desktop.wait_for("running") if wait else desktop

    def stop(
        self,
        desktop_id: str,
        *,
        wait: bool = False,
    ) -> Desktop:
        """Stops a desktop. Its disk stays."""
        data = self._resources.desktops.stop(desktop_id)
        desktop = Desktop(self._resources, data)
        return desktop.wait_for("stopped") if wait else desktop

    def extend(
        self,
        desktop_id: str,
        *,
        timeout_seconds: int | None = None,
        expires_at: datetime.datetime | str | None = None,
    ) -> Desktop:
        """Sets a desktop's deadline anew, in seconds from now or as a time."""
        data = self._resources.desktops.extend(
            desktop_id, timeout_seconds=timeout_seconds, expires_at=expires_at
        )
        desktop = Desktop(self._resources, data)
        return desktop

    def connect(
        self,
        desktop_id: str,
        timeout_seconds: int,
        *,
        wait: bool = True,
    ) -> Desktop:
        """Starts a desktop when it is stopped, sets its deadline in seconds from now, and waits until it runs."""
        data = self._resources.desktops.connect(desktop_id, timeout_seconds=timeout_seconds)
        desktop = Desktop(self._resources, data.desktop)
        return desktop.wait_for("running") if wait else desktop

    def delete(
        self,
        desktop_id: str,
        *,
        wait: bool = False,
    ) -> Desktop:
        """Deletes a desktop and its disk."""
        data = self._resources.desktops.delete(desktop_id)
        desktop = Desktop(self._resources, data)
        return desktop.wait_for("deleted") if wait else desktop


class Keys:
    """API keys of your organization."""

    def __init__(self, resources: Resources) -> None:
        self._keys = resources.keys

    def create(
        self,
        name: str,
        *,
        scopes: Sequence[Any] | None = None,
        expires_at: datetime.datetime | str | None = None,
    ) -> models.CreatedKey:
        """Makes a key. The key itself is in this result only."""
        return self._keys.create(name=name, scopes=scopes, expires_at=expires_at)

    def list(self) -> Iterator[models.ApiKey]:
        """All keys, newest first."""
        cursor: str | None = None
        while True:
            page = self._keys.list(limit=100, cursor=cursor)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def revoke(self, key_id: str) -> None:
        """Revokes a key at once."""
        self._keys.revoke(key_id)


class Cyberdesk:
    """The Cyberdesk API. What is not given comes from `CYBERDESK_API_KEY` and `CYBERDESK_BASE_URL`.

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
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        chosen = settings(
            api_key,
            base_url,
            timeout,
            max_retries,
            {**({"cyberdesk-actor": actor} if actor else {}), **(headers or {})},
        )
        self._client = httpx.Client(transport=transport)
        self.resources = Resources(HttpTransport(chosen, self._client))
        """The operations one by one, as the contract names them."""
        self.desktops = Desktops(self.resources)
        """Desktops."""
        self.keys = Keys(self.resources)
        """API keys."""
        self.events = Events(self.resources)
        """What happens in your organization."""
        self.usage = self.resources.usage
        """What your organization used."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def sizes(self) -> Iterator[models.Size]:
        """Sizes that a desktop can have, smallest first."""
        cursor: str | None = None
        while True:
            page = self.resources.sizes.list(cursor=cursor)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def regions(self) -> Iterator[models.Region]:
        """Regions that a desktop can run in."""
        cursor: str | None = None
        while True:
            page = self.resources.regions.list(cursor=cursor)
            yield from page.items
            if not page.next_cursor:
                return
            cursor = page.next_cursor

    def me(self) -> models.Me:
        """Who is calling, and for which organization."""
        return self.resources.me.get()
