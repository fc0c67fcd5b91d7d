from typing import Literal

WaitForChangeActionType = Literal["waitForChange"]

WAIT_FOR_CHANGE_ACTION_TYPE_VALUES: set[WaitForChangeActionType] = {
    "waitForChange",
}


def check_wait_for_change_action_type(value: str) -> WaitForChangeActionType:
    if value in WAIT_FOR_CHANGE_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WAIT_FOR_CHANGE_ACTION_TYPE_VALUES!r}")
