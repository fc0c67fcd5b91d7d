from typing import Literal

ZoomActionType = Literal["zoom"]

ZOOM_ACTION_TYPE_VALUES: set[ZoomActionType] = {
    "zoom",
}


def check_zoom_action_type(value: str) -> ZoomActionType:
    if value in ZOOM_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ZOOM_ACTION_TYPE_VALUES!r}")
