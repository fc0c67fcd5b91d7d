from typing import Literal

DragActionType = Literal["drag"]

DRAG_ACTION_TYPE_VALUES: set[DragActionType] = {
    "drag",
}


def check_drag_action_type(value: str) -> DragActionType:
    if value in DRAG_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DRAG_ACTION_TYPE_VALUES!r}")
