"""An image with what the server said of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import httpx

from ._generated_routes import RequestOptions
from .errors import CyberdeskError

Region = tuple[int, int, int, int]
"""`x`, `y`, `width` and `height` of a part of the screen, in pixels."""

_REMEMBERED = 4
"""So many forms of screenshots are remembered: each may be some megabytes."""


class Screenshot(bytes):
    """The bytes of an image file; they are `bytes` and can be written and sent as such."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
    scale: float
    """Pixels of the image for one pixel of the screen."""
    pointer: tuple[int, int]
    """Where the pointer was, in pixels of the screen from the top left."""
    content_type: str
    """`image/png`, `image/jpeg` or `image/webp`."""
    etag: str
    """Changes when the image does."""

    @classmethod
    def of(cls, response: httpx.Response, known: Screenshot | None = None) -> Self:
        """The image of an answer; a 304 stands for the one that is known, with the pointer where it is now."""
        headers = response.headers
        if response.status_code == 304 and known is None:
            raise CyberdeskError("The screenshot is the one whose ETag you sent: there are no bytes.")
        if response.status_code == 304 and known is not None:
            image = cls(known)
            image.__dict__.update(vars(known))
        else:
            image = cls(response.content)
            image.width = int(headers.get("x-image-width", 0))
            image.height = int(headers.get("x-image-height", 0))
            image.scale = float(headers.get("x-image-scale", 1))
            image.content_type = headers.get("content-type", "")
            image.etag = headers.get("etag", "")
        image.pointer = (int(headers.get("x-cursor-x", 0)), int(headers.get("x-cursor-y", 0)))
        return image

    def save(self, path: str | Path) -> None:
        """Writes the image into a file."""
        Path(path).write_bytes(self)


class Shots:
    """What was seen of one desktop: a picture that has not changed since is not sent again."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[Any, ...], Screenshot] = OrderedDict()
        self.seen: str | None = None
        """Tag of the newest observation."""

    def options(self, query: Mapping[str, Any]) -> RequestOptions | None:
        """Asks only for another image than the one that is known."""
        known = self._known.get(_key(query))
        return RequestOptions(headers={"if-none-match": known.etag}) if known else None

    def keep(self, query: Mapping[str, Any], response: httpx.Response) -> Screenshot:
        """The image of an answer, remembered."""
        key = _key(query)
        shot = Screenshot.of(response, self._known.pop(key, None))
        if shot.etag:
            self._known[key] = shot
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return shot


def query_of(region: Region | None, **params: Any) -> dict[str, Any]:
    """The parameters of a screenshot, with its region in four."""
    x, y, width, height = region or (None, None, None, None)
    return {**params, "x": x, "y": y, "width": width, "height": height}


def wait_action(kind: str, region: Region | None, **params: Any) -> dict[str, Any]:
    """An action that waits for the screen, with what was given."""
    given = {name: value for name, value in params.items() if value is not None}
    if region:
        given["region"] = dict(zip(("x", "y", "width", "height"), region, strict=True))
    return {"type": kind, **given}


def _key(query: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted((name, value) for name, value in query.items() if value is not None))
