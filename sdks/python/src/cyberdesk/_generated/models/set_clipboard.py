from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SetClipboard")


@_attrs_define
class SetClipboard:
    """What to put on the clipboard: text or an image.

    Example:
        {'text': 'Hello'}

    """

    text: str | Unset = UNSET
    """ The text; empty clears the clipboard. Give it or `png`. """
    png: str | Unset = UNSET
    """ The image: a PNG file, base64. Give it or `text`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        png = self.png

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if text is not UNSET:
            field_dict["text"] = text
        if png is not UNSET:
            field_dict["png"] = png

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text", UNSET)

        png = d.pop("png", UNSET)

        set_clipboard = cls(
            text=text,
            png=png,
        )

        set_clipboard.additional_properties = d
        return set_clipboard

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
