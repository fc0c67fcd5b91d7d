"""Cloud desktops for people and computer-use agents."""

from ._async_commands import AsyncCommandHandle
from ._commands import CommandHandle
from ._generated import models
from ._generated_routes import RequestOptions
from .async_client import AsyncCyberdesk
from .async_desktop import AsyncDesktop
from .client import Cyberdesk
from .desktop import Desktop
from .errors import (
    ActionFailedError,
    APIError,
    AuthenticationError,
    ConflictError,
    ConnectionError,
    CyberdeskError,
    DesktopFailedError,
    FieldError,
    NotFoundError,
    PaymentRequiredError,
    PermissionError,
    RateLimitError,
    ServerError,
    TimeoutError,
    ValidationError,
)
from .screenshot import Screenshot

__version__ = "0.1.0"

__all__ = [
    "APIError",
    "ActionFailedError",
    "AsyncCommandHandle",
    "AsyncCyberdesk",
    "AsyncDesktop",
    "AuthenticationError",
    "CommandHandle",
    "ConflictError",
    "ConnectionError",
    "Cyberdesk",
    "CyberdeskError",
    "Desktop",
    "DesktopFailedError",
    "FieldError",
    "NotFoundError",
    "PaymentRequiredError",
    "PermissionError",
    "RateLimitError",
    "RequestOptions",
    "Screenshot",
    "ServerError",
    "TimeoutError",
    "ValidationError",
    "models",
]
