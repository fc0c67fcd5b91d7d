from typing import Literal

LaunchApplicationCyberdeskActor = Literal["agent", "human"]

LAUNCH_APPLICATION_CYBERDESK_ACTOR_VALUES: set[LaunchApplicationCyberdeskActor] = {
    "agent",
    "human",
}


def check_launch_application_cyberdesk_actor(value: str) -> LaunchApplicationCyberdeskActor:
    if value in LAUNCH_APPLICATION_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LAUNCH_APPLICATION_CYBERDESK_ACTOR_VALUES!r}"
    )
