from typing import Literal

ScrollUnit = Literal["notch", "pixel"]

SCROLL_UNIT_VALUES: set[ScrollUnit] = {
    "notch",
    "pixel",
}


def check_scroll_unit(value: str) -> ScrollUnit:
    if value in SCROLL_UNIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCROLL_UNIT_VALUES!r}")
