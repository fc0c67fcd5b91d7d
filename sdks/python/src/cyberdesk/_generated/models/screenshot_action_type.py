from typing import Literal

ScreenshotActionType = Literal["screenshot"]

SCREENSHOT_ACTION_TYPE_VALUES: set[ScreenshotActionType] = {
    "screenshot",
}


def check_screenshot_action_type(value: str) -> ScreenshotActionType:
    if value in SCREENSHOT_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCREENSHOT_ACTION_TYPE_VALUES!r}")
