from typing import Literal

ActionBatchStopOn = Literal["error", "never"]

ACTION_BATCH_STOP_ON_VALUES: set[ActionBatchStopOn] = {
    "error",
    "never",
}


def check_action_batch_stop_on(value: str) -> ActionBatchStopOn:
    if value in ACTION_BATCH_STOP_ON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTION_BATCH_STOP_ON_VALUES!r}")
