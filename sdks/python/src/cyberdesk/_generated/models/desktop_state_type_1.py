from typing import Literal

DesktopStateType1 = Literal[
    "deleted", "deleting", "failed", "paused", "pending", "running", "starting", "stopped", "stopping"
]

DESKTOP_STATE_TYPE_1_VALUES: set[DesktopStateType1] = {
    "deleted",
    "deleting",
    "failed",
    "paused",
    "pending",
    "running",
    "starting",
    "stopped",
    "stopping",
}


def check_desktop_state_type_1(value: str) -> DesktopStateType1:
    if value in DESKTOP_STATE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DESKTOP_STATE_TYPE_1_VALUES!r}")
