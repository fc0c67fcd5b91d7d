from typing import Literal

RestoreWindowCyberdeskActor = Literal["agent", "human"]

RESTORE_WINDOW_CYBERDESK_ACTOR_VALUES: set[RestoreWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_restore_window_cyberdesk_actor(value: str) -> RestoreWindowCyberdeskActor:
    if value in RESTORE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESTORE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
