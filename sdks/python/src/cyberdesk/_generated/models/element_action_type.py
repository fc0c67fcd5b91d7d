from typing import Literal

ElementActionType = Literal["element"]

ELEMENT_ACTION_TYPE_VALUES: set[ElementActionType] = {
    "element",
}


def check_element_action_type(value: str) -> ElementActionType:
    if value in ELEMENT_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ELEMENT_ACTION_TYPE_VALUES!r}")
