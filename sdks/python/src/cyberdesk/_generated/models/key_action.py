from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.key_action_type import KeyActionType, check_key_action_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="KeyAction")


@_attrs_define
class KeyAction:
    """Presses keys together and releases them in reverse order, as a shortcut is pressed."""

    type_: KeyActionType
    """ Presses keys together. """
    keys: list[str]
    """ Names of X keysyms (`Control_L`, `Return`, `a`) or their usual names (`ctrl`, `enter`, `cmd`, `esc`). """
    repeat: int | Unset = 1
    """ How often the keys are pressed. """
    hold_ms: int | Unset = 0
    """ How long the keys stay down each time, in milliseconds. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        keys = self.keys

        repeat = self.repeat

        hold_ms = self.hold_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "keys": keys,
            }
        )
        if repeat is not UNSET:
            field_dict["repeat"] = repeat
        if hold_ms is not UNSET:
            field_dict["holdMs"] = hold_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_key_action_type(d.pop("type"))

        keys = cast(list[str], d.pop("keys"))

        repeat = d.pop("repeat", UNSET)

        hold_ms = d.pop("holdMs", UNSET)

        key_action = cls(
            type_=type_,
            keys=keys,
            repeat=repeat,
            hold_ms=hold_ms,
        )

        key_action.additional_properties = d
        return key_action

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
