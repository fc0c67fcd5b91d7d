from typing import Literal

ActorTypeType1 = Literal["agent", "human"]

ACTOR_TYPE_TYPE_1_VALUES: set[ActorTypeType1] = {
    "agent",
    "human",
}


def check_actor_type_type_1(value: str) -> ActorTypeType1:
    if value in ACTOR_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTOR_TYPE_TYPE_1_VALUES!r}")
