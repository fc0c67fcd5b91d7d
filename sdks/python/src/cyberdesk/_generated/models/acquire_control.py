from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AcquireControl")


@_attrs_define
class AcquireControl:
    """A wish for the control of a desktop. Every member has a default.

    Example:
        {'ttlSeconds': 300}

    """

    ttl_seconds: int | Unset = 300
    """ For how many seconds; acquire again to keep it longer. """
    take_over: bool | Unset = False
    """ Take it from its holder. Only a person may: a program is refused with 409 `controlHeld` all the same. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ttl_seconds = self.ttl_seconds

        take_over = self.take_over

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ttl_seconds is not UNSET:
            field_dict["ttlSeconds"] = ttl_seconds
        if take_over is not UNSET:
            field_dict["takeOver"] = take_over

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ttl_seconds = d.pop("ttlSeconds", UNSET)

        take_over = d.pop("takeOver", UNSET)

        acquire_control = cls(
            ttl_seconds=ttl_seconds,
            take_over=take_over,
        )

        acquire_control.additional_properties = d
        return acquire_control

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
