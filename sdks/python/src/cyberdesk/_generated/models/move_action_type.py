from typing import Literal

MoveActionType = Literal["move"]

MOVE_ACTION_TYPE_VALUES: set[MoveActionType] = {
    "move",
}


def check_move_action_type(value: str) -> MoveActionType:
    if value in MOVE_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOVE_ACTION_TYPE_VALUES!r}")
