from typing import Literal

AcquireControlCyberdeskActor = Literal["agent", "human"]

ACQUIRE_CONTROL_CYBERDESK_ACTOR_VALUES: set[AcquireControlCyberdeskActor] = {
    "agent",
    "human",
}


def check_acquire_control_cyberdesk_actor(value: str) -> AcquireControlCyberdeskActor:
    if value in ACQUIRE_CONTROL_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACQUIRE_CONTROL_CYBERDESK_ACTOR_VALUES!r}")
