from typing import Literal

ReleaseControlCyberdeskActor = Literal["agent", "human"]

RELEASE_CONTROL_CYBERDESK_ACTOR_VALUES: set[ReleaseControlCyberdeskActor] = {
    "agent",
    "human",
}


def check_release_control_cyberdesk_actor(value: str) -> ReleaseControlCyberdeskActor:
    if value in RELEASE_CONTROL_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RELEASE_CONTROL_CYBERDESK_ACTOR_VALUES!r}")
