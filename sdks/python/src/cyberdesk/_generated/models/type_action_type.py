from typing import Literal

TypeActionType = Literal["type"]

TYPE_ACTION_TYPE_VALUES: set[TypeActionType] = {
    "type",
}


def check_type_action_type(value: str) -> TypeActionType:
    if value in TYPE_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TYPE_ACTION_TYPE_VALUES!r}")
