from typing import Literal

FileTypeType1 = Literal["directory", "file", "other", "symlink"]

FILE_TYPE_TYPE_1_VALUES: set[FileTypeType1] = {
    "directory",
    "file",
    "other",
    "symlink",
}


def check_file_type_type_1(value: str) -> FileTypeType1:
    if value in FILE_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_TYPE_TYPE_1_VALUES!r}")
