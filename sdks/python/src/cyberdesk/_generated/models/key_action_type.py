from typing import Literal

KeyActionType = Literal["key"]

KEY_ACTION_TYPE_VALUES: set[KeyActionType] = {
    "key",
}


def check_key_action_type(value: str) -> KeyActionType:
    if value in KEY_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KEY_ACTION_TYPE_VALUES!r}")
