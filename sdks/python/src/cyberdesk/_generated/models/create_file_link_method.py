from typing import Literal

CreateFileLinkMethod = Literal["GET", "PUT"]

CREATE_FILE_LINK_METHOD_VALUES: set[CreateFileLinkMethod] = {
    "GET",
    "PUT",
}


def check_create_file_link_method(value: str) -> CreateFileLinkMethod:
    if value in CREATE_FILE_LINK_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREATE_FILE_LINK_METHOD_VALUES!r}")
