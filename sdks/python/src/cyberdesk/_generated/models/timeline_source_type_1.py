from typing import Literal

TimelineSourceType1 = Literal["api", "liveView", "network"]

TIMELINE_SOURCE_TYPE_1_VALUES: set[TimelineSourceType1] = {
    "api",
    "liveView",
    "network",
}


def check_timeline_source_type_1(value: str) -> TimelineSourceType1:
    if value in TIMELINE_SOURCE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TIMELINE_SOURCE_TYPE_1_VALUES!r}")
