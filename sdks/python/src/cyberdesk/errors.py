"""Errors of this library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx


class CyberdeskError(Exception):
    """Any error of this library."""


class ConnectionError(CyberdeskError):
    """No answer arrived: the network failed, also after every repeat."""


class TimeoutError(CyberdeskError):
    """Time ran out: of a call, or of a wait for a desktop."""


class DesktopFailedError(CyberdeskError):
    """The desktop went to a state from which it does not come to the one that was waited for."""


@dataclass(frozen=True)
class FieldError:
    """One member of a request that was refused."""

    pointer: str
    """JSON pointer into the body, or `query/<name>`, `path/<name>`, `header/<name>`."""
    message: str
    """What is wrong and what to send instead."""


class APIError(CyberdeskError):
    """The server refused or failed. Its subclasses say how."""

    def __init__(self, status: int, body: dict[str, Any], headers: httpx.Headers) -> None:
        self.status = status
        """HTTP status."""
        self.code: str = body.get("code", "unknown")
        """Stable name of the kind of problem, such as `desktopNotRunning`."""
        self.request_id: str | None = body.get("requestId") or headers.get("x-request-id")
        """Id of the request, to quote in a question."""
        self.errors = [
            FieldError(str(each.get("pointer", "")), str(each.get("message", "")))
            for each in body.get("errors") or []
            if isinstance(each, dict)
        ]
        """Each refused member, when the request's content was refused."""
        self.current_state: str | None = body.get("currentState")
        """The state that stood in the way, for conflicts of state."""
        after = headers.get("retry-after", "")
        self.retry_after: int | None = int(after) if after.isdigit() else None
        """Seconds after which a repeat makes sense, when the server said so."""
        fields = "".join(f"\n  {each.pointer}: {each.message}" for each in self.errors)
        request = f" (request {self.request_id})" if self.request_id else ""
        super().__init__(f"{body.get('detail') or body.get('title') or f'HTTP {status}'}{fields}{request}")


class AuthenticationError(APIError):
    """401: the key is missing, unknown, expired or revoked."""


class PermissionError(APIError):
    """403: the key lacks a scope."""


class NotFoundError(APIError):
    """404: there is no such thing, or it is not yours."""


class ConflictError(APIError):
    """409: the state does not allow it; see `current_state`."""


class ValidationError(APIError):
    """400, 413, 415, 422: the request must change; see `errors`."""


class PaymentRequiredError(APIError):
    """402: the plan, the credits or the budget do not allow it; a repeat does not help."""


class RateLimitError(APIError):
    """429: a rate or a quota; see `retry_after`."""


class ServerError(APIError):
    """5xx: it is not your fault, and repeats did not help."""


class ActionFailedError(CyberdeskError):
    """A step of a batch failed. The steps before it were done: `results` says what came of each."""

    def __init__(self, message: str, stopped_at: int, results: list[Any]) -> None:
        super().__init__(message)
        self.stopped_at = stopped_at
        """Index of the step that failed."""
        self.results = results
        """One result for each step, in order."""


_BY_STATUS: dict[int, type[APIError]] = {
    400: ValidationError,
    401: AuthenticationError,
    402: PaymentRequiredError,
    403: PermissionError,
    404: NotFoundError,
    409: ConflictError,
    413: ValidationError,
    415: ValidationError,
    422: ValidationError,
    429: RateLimitError,
}


def error_of(response: httpx.Response) -> APIError:
    """The error for a response that is no success. Its body must have been read."""
    try:
        body = response.json()
    except ValueError:
        body = {}
    kind = _BY_STATUS.get(response.status_code, ServerError if response.status_code >= 500 else APIError)
    return kind(response.status_code, body if isinstance(body, dict) else {}, response.headers)
