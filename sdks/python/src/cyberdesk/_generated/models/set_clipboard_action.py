from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.set_clipboard_action_type import (
    SetClipboardActionType,
    check_set_clipboard_action_type,
)

T = TypeVar("T", bound="SetClipboardAction")


@_attrs_define
class SetClipboardAction:
    """Puts text on the clipboard."""

    type_: SetClipboardActionType
    """ Sets the clipboard. """
    text: str
    """ The text. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_set_clipboard_action_type(d.pop("type"))

        text = d.pop("text")

        set_clipboard_action = cls(
            type_=type_,
            text=text,
        )

        set_clipboard_action.additional_properties = d
        return set_clipboard_action

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
