from typing import Literal

SetClipboardActionType = Literal["setClipboard"]

SET_CLIPBOARD_ACTION_TYPE_VALUES: set[SetClipboardActionType] = {
    "setClipboard",
}


def check_set_clipboard_action_type(value: str) -> SetClipboardActionType:
    if value in SET_CLIPBOARD_ACTION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SET_CLIPBOARD_ACTION_TYPE_VALUES!r}")
