from typing import Literal

WaitForStableActionType = Literal["waitForStable"]

WAIT_FOR_STABLE_ACTION_TYPE_VALUES: set[WaitForStableActionType] = {
    "waitForStable",
}


def check_wait_for_stable_action_type(value: str) -> WaitForStableActionType:
    if value in WAIT_FOR_STABLE_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WAIT_FOR_STABLE_ACTION_TYPE_VALUES!r}")
