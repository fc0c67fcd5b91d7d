from typing import Literal

MinimizeWindowCyberdeskActor = Literal["agent", "human"]

MINIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES: set[MinimizeWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_minimize_window_cyberdesk_actor(value: str) -> MinimizeWindowCyberdeskActor:
    if value in MINIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MINIMIZE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
