"""Generated methods for one desktop. Their parameters stay as they were generated: no shape is written twice."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from ._generated_routes import RequestOptions

Params = ParamSpec("Params")
Result = TypeVar("Result")
Item = TypeVar("Item")

LONG = RequestOptions(timeout=3600)
"""Downloads may take long."""


class Page(Protocol[Item]):
    """A page as the API gives it."""

    items: list[Item]
    next_cursor: Any


def bound(method: Callable[Concatenate[str, Params], Result], desktop_id: str) -> Callable[Params, Result]:
    """The method with the desktop's id given."""
    made = functools.partial(method, desktop_id)
    made.__doc__ = method.__doc__
    return made


def pages(read: Callable[..., Page[Item]], desktop_id: str) -> Iterator[Item]:
    """Every item of a list, page after page, fetched as they are needed."""
    cursor: str | None = None
    while True:
        page = read(desktop_id, limit=100, cursor=cursor)
        yield from page.items
        if not page.next_cursor:
            return
        cursor = page.next_cursor


async def async_pages(read: Callable[..., Awaitable[Page[Item]]], desktop_id: str) -> AsyncIterator[Item]:
    """Every item of a list, page after page, fetched as they are needed."""
    cursor: str | None = None
    while True:
        page = await read(desktop_id, limit=100, cursor=cursor)
        for item in page.items:
            yield item
        if not page.next_cursor:
            return
        cursor = page.next_cursor
