from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.key_down_action_type import KeyDownActionType, check_key_down_action_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="KeyDownAction")


@_attrs_define
class KeyDownAction:
    """Presses a key and holds it until `keyUp`, the end of the batch, or `releaseAfterMs`."""

    type_: KeyDownActionType
    """ Presses a key. """
    key: str
    """ Name of a key: an X keysym, a usual name or a single character. """
    release_after_ms: int | Unset = UNSET
    """ Keep it down after the batch, for so long at most. Absent: released at the end of the batch. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        key = self.key

        release_after_ms = self.release_after_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "key": key,
            }
        )
        if release_after_ms is not UNSET:
            field_dict["releaseAfterMs"] = release_after_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_key_down_action_type(d.pop("type"))

        key = d.pop("key")

        release_after_ms = d.pop("releaseAfterMs", UNSET)

        key_down_action = cls(
            type_=type_,
            key=key,
            release_after_ms=release_after_ms,
        )

        key_down_action.additional_properties = d
        return key_down_action

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
