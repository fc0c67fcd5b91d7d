from typing import Literal

BatchOutcomeType1 = Literal["completed", "stopped"]

BATCH_OUTCOME_TYPE_1_VALUES: set[BatchOutcomeType1] = {
    "completed",
    "stopped",
}


def check_batch_outcome_type_1(value: str) -> BatchOutcomeType1:
    if value in BATCH_OUTCOME_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BATCH_OUTCOME_TYPE_1_VALUES!r}")
