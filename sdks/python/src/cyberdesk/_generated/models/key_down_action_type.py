from typing import Literal

KeyDownActionType = Literal["keyDown"]

KEY_DOWN_ACTION_TYPE_VALUES: set[KeyDownActionType] = {
    "keyDown",
}


def check_key_down_action_type(value: str) -> KeyDownActionType:
    if value in KEY_DOWN_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KEY_DOWN_ACTION_TYPE_VALUES!r}")
