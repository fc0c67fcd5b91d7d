from typing import Literal

ResizeWindowCyberdeskActor = Literal["agent", "human"]

RESIZE_WINDOW_CYBERDESK_ACTOR_VALUES: set[ResizeWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_resize_window_cyberdesk_actor(value: str) -> ResizeWindowCyberdeskActor:
    if value in RESIZE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESIZE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
