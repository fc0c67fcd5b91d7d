from typing import Literal

LaunchActionType = Literal["launch"]

LAUNCH_ACTION_TYPE_VALUES: set[LaunchActionType] = {
    "launch",
}


def check_launch_action_type(value: str) -> LaunchActionType:
    if value in LAUNCH_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LAUNCH_ACTION_TYPE_VALUES!r}")
