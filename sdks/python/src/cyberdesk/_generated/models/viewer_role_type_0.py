from typing import Literal

ViewerRoleType0 = Literal["control", "view"]

VIEWER_ROLE_TYPE_0_VALUES: set[ViewerRoleType0] = {
    "control",
    "view",
}


def check_viewer_role_type_0(value: str) -> ViewerRoleType0:
    if value in VIEWER_ROLE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VIEWER_ROLE_TYPE_0_VALUES!r}")
