from typing import Literal

ActionStatusType1 = Literal["done", "failed", "skipped"]

ACTION_STATUS_TYPE_1_VALUES: set[ActionStatusType1] = {
    "done",
    "failed",
    "skipped",
}


def check_action_status_type_1(value: str) -> ActionStatusType1:
    if value in ACTION_STATUS_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTION_STATUS_TYPE_1_VALUES!r}")
