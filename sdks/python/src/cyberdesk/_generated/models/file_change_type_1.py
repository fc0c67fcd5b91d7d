from typing import Literal

FileChangeType1 = Literal["created", "deleted", "modified", "moved"]

FILE_CHANGE_TYPE_1_VALUES: set[FileChangeType1] = {
    "created",
    "deleted",
    "modified",
    "moved",
}


def check_file_change_type_1(value: str) -> FileChangeType1:
    if value in FILE_CHANGE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_CHANGE_TYPE_1_VALUES!r}")
