from typing import Literal

SetClipboardCyberdeskActor = Literal["agent", "human"]

SET_CLIPBOARD_CYBERDESK_ACTOR_VALUES: set[SetClipboardCyberdeskActor] = {
    "agent",
    "human",
}


def check_set_clipboard_cyberdesk_actor(value: str) -> SetClipboardCyberdeskActor:
    if value in SET_CLIPBOARD_CYBERDESK_ACTOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SET_CLIPBOARD_CYBERDESK_ACTOR_VALUES!r}")
