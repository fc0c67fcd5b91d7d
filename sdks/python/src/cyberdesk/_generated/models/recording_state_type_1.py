from typing import Literal

RecordingStateType1 = Literal["failed", "finished", "recording"]

RECORDING_STATE_TYPE_1_VALUES: set[RecordingStateType1] = {
    "failed",
    "finished",
    "recording",
}


def check_recording_state_type_1(value: str) -> RecordingStateType1:
    if value in RECORDING_STATE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RECORDING_STATE_TYPE_1_VALUES!r}")
