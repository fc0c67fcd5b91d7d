from typing import Literal

CommandStateType1 = Literal["finished", "killed", "lost", "running", "timedOut"]

COMMAND_STATE_TYPE_1_VALUES: set[CommandStateType1] = {
    "finished",
    "killed",
    "lost",
    "running",
    "timedOut",
}


def check_command_state_type_1(value: str) -> CommandStateType1:
    if value in COMMAND_STATE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMMAND_STATE_TYPE_1_VALUES!r}")
