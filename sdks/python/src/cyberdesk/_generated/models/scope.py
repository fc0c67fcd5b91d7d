from typing import Literal

Scope = Literal[
    "*",
    "commands:write",
    "desktops:read",
    "desktops:write",
    "events:read",
    "files:read",
    "files:write",
    "input:write",
    "keys:read",
    "keys:write",
    "screen:read",
    "streams:read",
    "streams:write",
    "usage:read",
]

SCOPE_VALUES: set[Scope] = {
    "*",
    "commands:write",
    "desktops:read",
    "desktops:write",
    "events:read",
    "files:read",
    "files:write",
    "input:write",
    "keys:read",
    "keys:write",
    "screen:read",
    "streams:read",
    "streams:write",
    "usage:read",
}


def check_scope(value: str) -> Scope:
    if value in SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPE_VALUES!r}")
