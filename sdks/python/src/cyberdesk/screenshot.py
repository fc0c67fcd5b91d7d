"""An image with what the server said of it."""

from __future__ import annotations

from typing import Self

import httpx


class Screenshot(bytes):
    """The bytes of an image file; they are `bytes` and can be written and sent as such."""

    width: int
    """Width in pixels."""
    height: int
    """Height in pixels."""
    pointer: tuple[int, int]
    """Where the pointer was, in pixels from the top left."""
    content_type: str
    """`image/png`, `image/jpeg` or `image/webp`."""

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        """The image of an answer."""
        headers = response.headers
        image = cls(response.content)
        image.width = int(headers.get("x-image-width", 0))
        image.height = int(headers.get("x-image-height", 0))
        image.pointer = (int(headers.get("x-cursor-x", 0)), int(headers.get("x-cursor-y", 0)))
        image.content_type = headers.get("content-type", "")
        return image
