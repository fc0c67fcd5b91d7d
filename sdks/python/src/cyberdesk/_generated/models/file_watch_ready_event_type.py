from typing import Literal

FileWatchReadyEventType = Literal["ready"]

FILE_WATCH_READY_EVENT_TYPE_VALUES: set[FileWatchReadyEventType] = {
    "ready",
}


def check_file_watch_ready_event_type(value: str) -> FileWatchReadyEventType:
    if value in FILE_WATCH_READY_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_WATCH_READY_EVENT_TYPE_VALUES!r}")
