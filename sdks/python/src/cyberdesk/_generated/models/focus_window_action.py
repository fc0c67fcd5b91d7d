from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.focus_window_action_type import (
    FocusWindowActionType,
    check_focus_window_action_type,
)

T = TypeVar("T", bound="FocusWindowAction")


@_attrs_define
class FocusWindowAction:
    """Brings a window to the front and gives it the focus."""

    type_: FocusWindowActionType
    """ Focuses a window. """
    window_id: str
    """ Id of a window of the screen. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        window_id = self.window_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "windowId": window_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_focus_window_action_type(d.pop("type"))

        window_id = d.pop("windowId")

        focus_window_action = cls(
            type_=type_,
            window_id=window_id,
        )

        focus_window_action.additional_properties = d
        return focus_window_action

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
