from typing import Literal

Scope = Literal[
    "*",
    "clipboard:read",
    "commands:read",
    "commands:write",
    "desktops:read",
    "desktops:write",
    "events:read",
    "files:read",
    "files:write",
    "input:write",
    "keys:read",
    "keys:write",
    "ports:connect",
    "previews:read",
    "previews:write",
    "recordings:write",
    "screen:read",
    "streams:read",
    "streams:write",
    "usage:read",
]

SCOPE_VALUES: set[Scope] = {
    "*",
    "clipboard:read",
    "commands:read",
    "commands:write",
    "desktops:read",
    "desktops:write",
    "events:read",
    "files:read",
    "files:write",
    "input:write",
    "keys:read",
    "keys:write",
    "ports:connect",
    "previews:read",
    "previews:write",
    "recordings:write",
    "screen:read",
    "streams:read",
    "streams:write",
    "usage:read",
}


def check_scope(value: str) -> Scope:
    if value in SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPE_VALUES!r}")
