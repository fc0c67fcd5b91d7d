from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_format import ImageFormat, check_image_format
from ..models.screenshot_action_type import (
    ScreenshotActionType,
    check_screenshot_action_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="ScreenshotAction")


@_attrs_define
class ScreenshotAction:
    """Takes a picture of the whole screen at this point of the batch."""

    type_: ScreenshotActionType
    """ Takes a screenshot. """
    format_: ImageFormat | Unset = "png"
    """ File format of an image: `png` is exact, `jpeg` and `webp` are smaller. """
    quality: int | Unset = 80
    """ Quality of `jpeg` and `webp`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_

        quality = self.quality

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if format_ is not UNSET:
            field_dict["format"] = format_
        if quality is not UNSET:
            field_dict["quality"] = quality

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_screenshot_action_type(d.pop("type"))

        _format_ = d.pop("format", UNSET)
        format_: ImageFormat | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = check_image_format(_format_)

        quality = d.pop("quality", UNSET)

        screenshot_action = cls(
            type_=type_,
            format_=format_,
            quality=quality,
        )

        screenshot_action.additional_properties = d
        return screenshot_action

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
