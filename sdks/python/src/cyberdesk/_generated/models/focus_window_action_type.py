from typing import Literal

FocusWindowActionType = Literal["focusWindow"]

FOCUS_WINDOW_ACTION_TYPE_VALUES: set[FocusWindowActionType] = {
    "focusWindow",
}


def check_focus_window_action_type(value: str) -> FocusWindowActionType:
    if value in FOCUS_WINDOW_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FOCUS_WINDOW_ACTION_TYPE_VALUES!r}")
