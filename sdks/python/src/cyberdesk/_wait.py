"""What both clients know of waiting for a desktop."""

from __future__ import annotations

import math
import time

from ._generated import models
from .errors import DesktopFailedError, TimeoutError

LONG_POLL_SECONDS = 20
"""The server holds a reply this long; nothing is silent for more than 45 s."""

_DEAD = {
    "running": {"stopped", "failed", "deleting", "deleted"},
    "stopped": {"failed", "deleting", "deleted"},
    "deleted": set[str](),
}
"""States from which the wanted one does not come by itself."""


def seconds_left(desktop: models.Desktop, wanted: str, deadline: float) -> int:
    """How long the next poll may last; 0 when the state is reached. Raises when it will not be."""
    if desktop.state == wanted:
        return 0
    if desktop.state in _DEAD[wanted]:
        raise DesktopFailedError(_describe(desktop, f"is {desktop.state}"))
    left = math.ceil(deadline - time.monotonic())
    if left <= 0:
        raise TimeoutError(_describe(desktop, f"was not {wanted} in time; it is {desktop.state}"))
    return min(LONG_POLL_SECONDS, left)


def _describe(desktop: models.Desktop, what: str) -> str:
    return f"The desktop {desktop.id} {what}: {desktop.state_reason}. {desktop.state_message}"
