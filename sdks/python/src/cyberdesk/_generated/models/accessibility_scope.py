from typing import Literal

AccessibilityScope = Literal["desktop", "focused"]

ACCESSIBILITY_SCOPE_VALUES: set[AccessibilityScope] = {
    "desktop",
    "focused",
}


def check_accessibility_scope(value: str) -> AccessibilityScope:
    if value in ACCESSIBILITY_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCESSIBILITY_SCOPE_VALUES!r}")
