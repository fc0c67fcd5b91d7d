from typing import Literal

CommandOutputEventType = Literal["output"]

COMMAND_OUTPUT_EVENT_TYPE_VALUES: set[CommandOutputEventType] = {
    "output",
}


def check_command_output_event_type(value: str) -> CommandOutputEventType:
    if value in COMMAND_OUTPUT_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMMAND_OUTPUT_EVENT_TYPE_VALUES!r}")
