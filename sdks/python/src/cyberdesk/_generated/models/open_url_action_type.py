from typing import Literal

OpenUrlActionType = Literal["openUrl"]

OPEN_URL_ACTION_TYPE_VALUES: set[OpenUrlActionType] = {
    "openUrl",
}


def check_open_url_action_type(value: str) -> OpenUrlActionType:
    if value in OPEN_URL_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPEN_URL_ACTION_TYPE_VALUES!r}")
