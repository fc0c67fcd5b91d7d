from typing import Literal

CommandOutputEventStreamType0 = Literal["stderr", "stdout"]

COMMAND_OUTPUT_EVENT_STREAM_TYPE_0_VALUES: set[CommandOutputEventStreamType0] = {
    "stderr",
    "stdout",
}


def check_command_output_event_stream_type_0(value: str) -> CommandOutputEventStreamType0:
    if value in COMMAND_OUTPUT_EVENT_STREAM_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {COMMAND_OUTPUT_EVENT_STREAM_TYPE_0_VALUES!r}"
    )
