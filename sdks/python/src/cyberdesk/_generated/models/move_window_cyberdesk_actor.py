from typing import Literal

MoveWindowCyberdeskActor = Literal["agent", "human"]

MOVE_WINDOW_CYBERDESK_ACTOR_VALUES: set[MoveWindowCyberdeskActor] = {
    "agent",
    "human",
}


def check_move_window_cyberdesk_actor(value: str) -> MoveWindowCyberdeskActor:
    if value in MOVE_WINDOW_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOVE_WINDOW_CYBERDESK_ACTOR_VALUES!r}")
