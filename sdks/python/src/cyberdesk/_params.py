"""What the hand-written methods pass on as it is. A test holds it against the generated methods."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict

from ._generated import models

OnState = Callable[[models.Desktop], None]
"""Called at each change of state while a method waits."""


class CreateParams(TypedDict, total=False):
    """What a new desktop may be told."""

    name: str | None
    """Its name; default is made from the id."""
    template: str | None
    """Template that its disk is made from."""
    size: str | None
    """Name of a size, see `sizes()`."""
    region: str | None
    """Name of a region, see `regions()`; default is the first."""
    display: models.DisplaySize | Mapping[str, Any] | None
    """Size of its screen in pixels; default 1280 x 800."""
    labels: Mapping[str, str] | None
    """Labels, to find it by."""
    env: Mapping[str, str] | None
    """Environment variables of the session and of commands."""
    locale: str | None
    """Language of programs, such as `de-DE`."""
    time_zone: str | None
    """Time zone, such as `Europe/Berlin`."""
    keyboard_layout: str | None
    """Keyboard layout, such as `de`."""
    expires_at: datetime.datetime | str | None
    """Deadline as a time. Give this or `timeout_seconds`; default is one hour from now."""
    timeout_seconds: int | None
    """Deadline in seconds from now."""
    on_expire: Literal["stop", "delete"] | None
    """What happens at the deadline; default `stop`."""
    start_timeout_seconds: int | None
    """A start that takes longer fails."""
