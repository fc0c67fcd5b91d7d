from typing import Literal

GridSpaceType = Literal["grid"]

GRID_SPACE_TYPE_VALUES: set[GridSpaceType] = {
    "grid",
}


def check_grid_space_type(value: str) -> GridSpaceType:
    if value in GRID_SPACE_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GRID_SPACE_TYPE_VALUES!r}")
