from typing import Literal

CommandEndEventType = Literal["end"]

COMMAND_END_EVENT_TYPE_VALUES: set[CommandEndEventType] = {
    "end",
}


def check_command_end_event_type(value: str) -> CommandEndEventType:
    if value in COMMAND_END_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMMAND_END_EVENT_TYPE_VALUES!r}")
