from typing import Literal

PerformActionsCyberdeskActor = Literal["agent", "human"]

PERFORM_ACTIONS_CYBERDESK_ACTOR_VALUES: set[PerformActionsCyberdeskActor] = {
    "agent",
    "human",
}


def check_perform_actions_cyberdesk_actor(value: str) -> PerformActionsCyberdeskActor:
    if value in PERFORM_ACTIONS_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PERFORM_ACTIONS_CYBERDESK_ACTOR_VALUES!r}")
