from typing import Literal

UpdateDisplayCyberdeskActor = Literal["agent", "human"]

UPDATE_DISPLAY_CYBERDESK_ACTOR_VALUES: set[UpdateDisplayCyberdeskActor] = {
    "agent",
    "human",
}


def check_update_display_cyberdesk_actor(value: str) -> UpdateDisplayCyberdeskActor:
    if value in UPDATE_DISPLAY_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPDATE_DISPLAY_CYBERDESK_ACTOR_VALUES!r}")
