from typing import Literal

GetControlCyberdeskActor = Literal["agent", "human"]

GET_CONTROL_CYBERDESK_ACTOR_VALUES: set[GetControlCyberdeskActor] = {
    "agent",
    "human",
}


def check_get_control_cyberdesk_actor(value: str) -> GetControlCyberdeskActor:
    if value in GET_CONTROL_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GET_CONTROL_CYBERDESK_ACTOR_VALUES!r}")
