from typing import Literal

ElementOperation = Literal["focus", "press", "setText"]

ELEMENT_OPERATION_VALUES: set[ElementOperation] = {
    "focus",
    "press",
    "setText",
}


def check_element_operation(value: str) -> ElementOperation:
    if value in ELEMENT_OPERATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ELEMENT_OPERATION_VALUES!r}")
