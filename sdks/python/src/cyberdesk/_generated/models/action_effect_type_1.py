from typing import Literal

ActionEffectType1 = Literal["changed", "unchanged", "unverified"]

ACTION_EFFECT_TYPE_1_VALUES: set[ActionEffectType1] = {
    "changed",
    "unchanged",
    "unverified",
}


def check_action_effect_type_1(value: str) -> ActionEffectType1:
    if value in ACTION_EFFECT_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTION_EFFECT_TYPE_1_VALUES!r}")
