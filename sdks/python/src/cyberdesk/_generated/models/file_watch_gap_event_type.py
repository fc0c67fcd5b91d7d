from typing import Literal

FileWatchGapEventType = Literal["gap"]

FILE_WATCH_GAP_EVENT_TYPE_VALUES: set[FileWatchGapEventType] = {
    "gap",
}


def check_file_watch_gap_event_type(value: str) -> FileWatchGapEventType:
    if value in FILE_WATCH_GAP_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_WATCH_GAP_EVENT_TYPE_VALUES!r}")
