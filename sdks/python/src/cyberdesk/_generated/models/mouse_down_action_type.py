from typing import Literal

MouseDownActionType = Literal["mouseDown"]

MOUSE_DOWN_ACTION_TYPE_VALUES: set[MouseDownActionType] = {
    "mouseDown",
}


def check_mouse_down_action_type(value: str) -> MouseDownActionType:
    if value in MOUSE_DOWN_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOUSE_DOWN_ACTION_TYPE_VALUES!r}")
