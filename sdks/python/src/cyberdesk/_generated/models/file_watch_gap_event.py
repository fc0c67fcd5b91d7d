from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_watch_gap_event_type import (
    FileWatchGapEventType,
    check_file_watch_gap_event_type,
)

T = TypeVar("T", bound="FileWatchGapEvent")


@_attrs_define
class FileWatchGapEvent:
    """Changes were lost: list the directory again. The stream ends after it."""

    type_: FileWatchGapEventType
    """ Changes were lost. """
    reason: str
    """ Why. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_file_watch_gap_event_type(d.pop("type"))

        reason = d.pop("reason")

        file_watch_gap_event = cls(
            type_=type_,
            reason=reason,
        )

        file_watch_gap_event.additional_properties = d
        return file_watch_gap_event

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
