"""Who may act on one desktop: everybody, until somebody acquires it."""

from __future__ import annotations

from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_resources import Resources


class Control:
    """Who may act on one desktop."""

    def __init__(self, resources: Resources, desktop_id: str) -> None:
        self._control = resources.control
        self._id = desktop_id

    def get(self) -> models.Control:
        """Who holds it."""
        return self._control.get(self._id)

    def acquire(self, *, ttl_seconds: int | None = None, take_over: bool | None = None) -> models.Control:
        """Takes or prolongs it; ConflictError `controlHeld` while another holds it. A person may `take_over`."""
        return self._control.acquire(self._id, ttl_seconds=ttl_seconds, take_over=take_over)

    def release(self) -> models.Control:
        """Gives it back to everybody."""
        return self._control.release(self._id)


class AsyncControl:
    """Who may act on one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._control = resources.control
        self._id = desktop_id

    async def get(self) -> models.Control:
        """Who holds it."""
        return await self._control.get(self._id)

    async def acquire(
        self, *, ttl_seconds: int | None = None, take_over: bool | None = None
    ) -> models.Control:
        """Takes or prolongs it; ConflictError `controlHeld` while another holds it. A person may `take_over`."""
        return await self._control.acquire(self._id, ttl_seconds=ttl_seconds, take_over=take_over)

    async def release(self) -> models.Control:
        """Gives it back to everybody."""
        return await self._control.release(self._id)
