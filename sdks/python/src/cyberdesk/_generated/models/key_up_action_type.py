from typing import Literal

KeyUpActionType = Literal["keyUp"]

KEY_UP_ACTION_TYPE_VALUES: set[KeyUpActionType] = {
    "keyUp",
}


def check_key_up_action_type(value: str) -> KeyUpActionType:
    if value in KEY_UP_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KEY_UP_ACTION_TYPE_VALUES!r}")
