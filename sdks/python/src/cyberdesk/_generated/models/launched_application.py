from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LaunchedApplication")


@_attrs_define
class LaunchedApplication:
    """What was started.

    Example:
        {'processId': 812, 'windowId': '0x1c00003'}

    """

    process_id: int
    """ Id of the process. """
    window_id: str | Unset = UNSET
    """ Id of a window of the screen. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        process_id = self.process_id

        window_id = self.window_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "processId": process_id,
            }
        )
        if window_id is not UNSET:
            field_dict["windowId"] = window_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        process_id = d.pop("processId")

        window_id = d.pop("windowId", UNSET)

        launched_application = cls(
            process_id=process_id,
            window_id=window_id,
        )

        launched_application.additional_properties = d
        return launched_application

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
