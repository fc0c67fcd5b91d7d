from typing import Literal

DesktopSpaceType = Literal["desktop"]

DESKTOP_SPACE_TYPE_VALUES: set[DesktopSpaceType] = {
    "desktop",
}


def check_desktop_space_type(value: str) -> DesktopSpaceType:
    if value in DESKTOP_SPACE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DESKTOP_SPACE_TYPE_VALUES!r}")
