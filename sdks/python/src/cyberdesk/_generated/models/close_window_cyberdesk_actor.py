from typing import Literal

CloseWindowCyberdeskActor = Literal["agent", "human"]

CLOSE_WINDOW_CYBERDESK_ACTOR_VALUES: set[CloseWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_close_window_cyberdesk_actor(value: str) -> CloseWindowCyberdeskActor:
    if value in CLOSE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CLOSE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
