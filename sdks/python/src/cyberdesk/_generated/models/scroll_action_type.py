from typing import Literal

ScrollActionType = Literal["scroll"]

SCROLL_ACTION_TYPE_VALUES: set[ScrollActionType] = {
    "scroll",
}


def check_scroll_action_type(value: str) -> ScrollActionType:
    if value in SCROLL_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCROLL_ACTION_TYPE_VALUES!r}")
