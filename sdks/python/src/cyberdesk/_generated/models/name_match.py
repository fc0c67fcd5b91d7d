from typing import Literal

NameMatch = Literal["exact", "regex", "substring"]

NAME_MATCH_VALUES: set[NameMatch] = {
    "exact",
    "regex",
    "substring",
}


def check_name_match(value: str) -> NameMatch:
    if value in NAME_MATCH_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NAME_MATCH_VALUES!r}")
