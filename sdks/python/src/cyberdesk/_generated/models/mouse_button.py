from typing import Literal

MouseButton = Literal["back", "forward", "left", "middle", "right"]

MOUSE_BUTTON_VALUES: set[MouseButton] = {
    "back",
    "forward",
    "left",
    "middle",
    "right",
}


def check_mouse_button(value: str) -> MouseButton:
    if value in MOUSE_BUTTON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOUSE_BUTTON_VALUES!r}")
