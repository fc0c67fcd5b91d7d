from typing import Literal

FileChangedEventType = Literal["change"]

FILE_CHANGED_EVENT_TYPE_VALUES: set[FileChangedEventType] = {
    "change",
}


def check_file_changed_event_type(value: str) -> FileChangedEventType:
    if value in FILE_CHANGED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_CHANGED_EVENT_TYPE_VALUES!r}")
