from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.command_gap_event_type import (
    CommandGapEventType,
    check_command_gap_event_type,
)

T = TypeVar("T", bound="CommandGapEvent")


@_attrs_define
class CommandGapEvent:
    """Output that is no longer kept was left out."""

    type_: CommandGapEventType
    """ Output was left out. """
    missing_bytes: int
    """ How many bytes. """
    offset: int
    """ Offset behind what was left out. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        missing_bytes = self.missing_bytes

        offset = self.offset

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "missingBytes": missing_bytes,
                "offset": offset,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_command_gap_event_type(d.pop("type"))

        missing_bytes = d.pop("missingBytes")

        offset = d.pop("offset")

        command_gap_event = cls(
            type_=type_,
            missing_bytes=missing_bytes,
            offset=offset,
        )

        command_gap_event.additional_properties = d
        return command_gap_event

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
