from typing import Literal

MouseUpActionType = Literal["mouseUp"]

MOUSE_UP_ACTION_TYPE_VALUES: set[MouseUpActionType] = {
    "mouseUp",
}


def check_mouse_up_action_type(value: str) -> MouseUpActionType:
    if value in MOUSE_UP_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOUSE_UP_ACTION_TYPE_VALUES!r}")
