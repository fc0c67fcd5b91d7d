from typing import Literal

WaitActionType = Literal["wait"]

WAIT_ACTION_TYPE_VALUES: set[WaitActionType] = {
    "wait",
}


def check_wait_action_type(value: str) -> WaitActionType:
    if value in WAIT_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WAIT_ACTION_TYPE_VALUES!r}")
