from typing import Literal

ThumbnailMoment = Literal["after", "before"]

THUMBNAIL_MOMENT_VALUES: set[ThumbnailMoment] = {
    "after",
    "before",
}


def check_thumbnail_moment(value: str) -> ThumbnailMoment:
    if value in THUMBNAIL_MOMENT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {THUMBNAIL_MOMENT_VALUES!r}")
