from typing import Literal

PrincipalTypeType1 = Literal["key", "user"]

PRINCIPAL_TYPE_TYPE_1_VALUES: set[PrincipalTypeType1] = {
    "key",
    "user",
}


def check_principal_type_type_1(value: str) -> PrincipalTypeType1:
    if value in PRINCIPAL_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRINCIPAL_TYPE_TYPE_1_VALUES!r}")
