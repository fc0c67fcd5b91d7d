from typing import Literal

StreamRole = Literal["control", "view"]

STREAM_ROLE_VALUES: set[StreamRole] = {
    "control",
    "view",
}


def check_stream_role(value: str) -> StreamRole:
    if value in STREAM_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STREAM_ROLE_VALUES!r}")
