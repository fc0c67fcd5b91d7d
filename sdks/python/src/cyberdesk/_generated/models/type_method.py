from typing import Literal

TypeMethod = Literal["auto", "clipboard", "keys"]

TYPE_METHOD_VALUES: set[TypeMethod] = {
    "auto",
    "clipboard",
    "keys",
}


def check_type_method(value: str) -> TypeMethod:
    if value in TYPE_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TYPE_METHOD_VALUES!r}")
