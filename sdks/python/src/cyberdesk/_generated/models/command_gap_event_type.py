from typing import Literal

CommandGapEventType = Literal["gap"]

COMMAND_GAP_EVENT_TYPE_VALUES: set[CommandGapEventType] = {
    "gap",
}


def check_command_gap_event_type(value: str) -> CommandGapEventType:
    if value in COMMAND_GAP_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMMAND_GAP_EVENT_TYPE_VALUES!r}")
