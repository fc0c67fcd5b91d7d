from typing import Literal

FocusWindowCyberdeskActor = Literal["agent", "human"]

FOCUS_WINDOW_CYBERDESK_ACTOR_VALUES: set[FocusWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_focus_window_cyberdesk_actor(value: str) -> FocusWindowCyberdeskActor:
    if value in FOCUS_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FOCUS_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
