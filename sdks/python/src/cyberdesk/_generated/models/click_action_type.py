from typing import Literal

ClickActionType = Literal["click"]

CLICK_ACTION_TYPE_VALUES: set[ClickActionType] = {
    "click",
}


def check_click_action_type(value: str) -> ClickActionType:
    if value in CLICK_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CLICK_ACTION_TYPE_VALUES!r}")
