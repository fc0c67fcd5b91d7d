from typing import Literal

MaximizeWindowCyberdeskActor = Literal["agent", "human"]

MAXIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES: set[MaximizeWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_maximize_window_cyberdesk_actor(value: str) -> MaximizeWindowCyberdeskActor:
    if value in MAXIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MAXIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
