from typing import Literal

OnExpire = Literal["delete", "stop"]

ON_EXPIRE_VALUES: set[OnExpire] = {
    "delete",
    "stop",
}


def check_on_expire(value: str) -> OnExpire:
    if value in ON_EXPIRE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ON_EXPIRE_VALUES!r}")
