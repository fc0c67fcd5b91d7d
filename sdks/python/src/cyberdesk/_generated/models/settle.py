from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Settle")


@_attrs_define
class Settle:
    """How long to wait for the screen to come to rest. It never fails a step.

    Example:
        {'quietMs': 100, 'timeoutMs': 2000}

    """

    quiet_ms: int | Unset = 100
    """ How long nothing may change, in milliseconds. """
    timeout_ms: int | Unset = 2000
    """ How long to wait at most, in milliseconds. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        quiet_ms = self.quiet_ms

        timeout_ms = self.timeout_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if quiet_ms is not UNSET:
            field_dict["quietMs"] = quiet_ms
        if timeout_ms is not UNSET:
            field_dict["timeoutMs"] = timeout_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        quiet_ms = d.pop("quietMs", UNSET)

        timeout_ms = d.pop("timeoutMs", UNSET)

        settle = cls(
            quiet_ms=quiet_ms,
            timeout_ms=timeout_ms,
        )

        settle.additional_properties = d
        return settle

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
