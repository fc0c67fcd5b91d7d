"""What else one desktop has: windows, applications, elements, clipboard, browser, previews, viewers, timeline; for asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Literal

from ._bound import LONG, async_pages, bound
from ._generated import models
from ._generated_async_resources import AsyncResources
from ._generated_routes import EXPORT_TIMELINE, RequestInput


class AsyncWindows:
    """Windows on the screen of one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._windows = windows = resources.windows
        self._id = desktop_id
        self.focus = bound(windows.focus, desktop_id)
        """Brings a window to the front and gives it the keyboard."""
        self.move = bound(windows.move, desktop_id)
        """Moves a window's frame to `x`, `y`, in pixels of the screen."""
        self.resize = bound(windows.resize, desktop_id)
        """Resizes a window's content to `width`, `height`. Programs may round the size."""
        self.maximize = bound(windows.maximize, desktop_id)
        """Lets a window fill the screen."""
        self.minimize = bound(windows.minimize, desktop_id)
        """Hides a window in the panel."""
        self.restore = bound(windows.restore, desktop_id)
        """Gives a minimized or maximized window its own size and place back."""
        self.close = bound(windows.close, desktop_id)
        """Asks a window to close; it may ask the user back."""

    def list(self) -> AsyncIterator[models.Window]:
        """All windows, the one in front first."""
        return async_pages(self._windows.list, self._id)


class AsyncApplications:
    """Programs with windows that are installed in one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._applications = resources.applications
        self._id = desktop_id
        self.launch = bound(resources.applications.launch, desktop_id)
        """Starts an `application`, a `command` with a window, or the browser with a `url`."""

    def list(self) -> AsyncIterator[models.Application]:
        """All applications that a menu would show, by id."""
        return async_pages(self._applications.list, self._id)


class AsyncAccessibility:
    """What programs of one desktop tell of their buttons, fields and texts."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self.find = bound(resources.accessibility.find, desktop_id)
        """Finds elements by `role`, `name` and `state`."""
        self.tree = bound(resources.accessibility.tree, desktop_id)
        """The tree of elements; ServerError `accessibilityUnavailable` when no program offers one."""


class AsyncClipboard:
    """The clipboard of one desktop."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self.get = bound(resources.clipboard.get, desktop_id)
        """What is on it."""
        self.set = bound(resources.clipboard.set, desktop_id)
        """Replaces what is on it: `text`, or a `png` in base64."""


class AsyncBrowserConnections:
    """Connections to the browser of one desktop, for the Chrome DevTools Protocol."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self.create = bound(resources.browser_connections.create, desktop_id)
        """Starts the browser when it does not run, and tells where to connect."""


class AsyncPreviews:
    """Ports of one desktop that are reached from outside, each under a host name of its own."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._previews = resources.previews
        self._id = desktop_id
        self.create = bound(resources.previews.create, desktop_id)
        """Makes a `port` reachable; private by default. Its token is in this result only."""
        self.revoke = bound(resources.previews.revoke, desktop_id)
        """Revokes a preview: it is refused from now on, and open connections are closed."""

    def list(self) -> AsyncIterator[models.Preview]:
        """All previews, newest first."""
        return async_pages(self._previews.list, self._id)


class AsyncViewers:
    """Who watches the screen of one desktop now."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._viewers = resources.viewers
        self._id = desktop_id
        self.disconnect = bound(resources.viewers.disconnect, desktop_id)
        """Closes the connection of a viewer. Its link goes on working: revoke the stream to shut it out."""

    def list(self) -> AsyncIterator[models.Viewer]:
        """All viewers."""
        return async_pages(self._viewers.list, self._id)


class AsyncTimeline:
    """What was done in one desktop, by whom."""

    def __init__(self, resources: AsyncResources, desktop_id: str) -> None:
        self._timeline = resources.timeline
        self._id = desktop_id

    def list(self) -> AsyncIterator[models.TimelineEntry]:
        """All entries, newest first."""
        return async_pages(self._timeline.list, self._id)

    async def thumbnail(self, entry_id: str, *, moment: Literal["before", "after"] | None = None) -> bytes:
        """The picture of the screen before or after an entry, 320 pixels wide. The last 1,000 entries have one."""
        response = await self._timeline.thumbnail(self._id, entry_id, moment=moment)
        return response.content

    def export(self) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """All of it as a gzipped tar archive, as it arrives: `async with timeline.export() as chunks`."""
        request = RequestInput(path={"desktopId": self._id})
        return self._timeline._transport.stream(EXPORT_TIMELINE, request, LONG)
