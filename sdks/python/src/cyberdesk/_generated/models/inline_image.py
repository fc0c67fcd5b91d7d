from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="InlineImage")


@_attrs_define
class InlineImage:
    """An image inside a JSON body.

    Example:
        {'contentType': 'image/png', 'width': 1280, 'height': 800, 'data': 'iVBORw0KGgo='}

    """

    content_type: str
    """ Media type of the image. """
    width: int
    """ Width in pixels. """
    height: int
    """ Height in pixels. """
    data: str
    """ The file, base64. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content_type = self.content_type

        width = self.width

        height = self.height

        data = self.data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contentType": content_type,
                "width": width,
                "height": height,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        content_type = d.pop("contentType")

        width = d.pop("width")

        height = d.pop("height")

        data = d.pop("data")

        inline_image = cls(
            content_type=content_type,
            width=width,
            height=height,
            data=data,
        )

        inline_image.additional_properties = d
        return inline_image

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
