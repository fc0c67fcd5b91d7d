from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_format import ImageFormat, check_image_format
from ..models.screenshot_action_type import (
    ScreenshotActionType,
    check_screenshot_action_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.fit import Fit
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="ScreenshotAction")


@_attrs_define
class ScreenshotAction:
    """Takes a picture of the screen at this point of the batch."""

    type_: ScreenshotActionType
    """ Takes a screenshot. """
    format_: ImageFormat | Unset = "png"
    """ File format of an image: `png` is exact, `jpeg` and `webp` are smaller. """
    quality: int | Unset = 80
    """ Quality of `jpeg` and `webp`; `png` ignores it. """
    inline: bool | Unset = True
    """ True: the image stands in the result. False: only its id does, and the image is fetched by it for 10
    minutes. """
    cursor: bool | Unset = False
    """ Draw the pointer into the image. """
    fit: Fit | Unset = UNSET
    """ The largest image that is wanted; the proportions stay, and an image is never enlarged. """
    region: ScreenRegion | Unset = UNSET
    """ A rectangle of the screen, in pixels from the top left. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_

        quality = self.quality

        inline = self.inline

        cursor = self.cursor

        fit: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fit, Unset):
            fit = self.fit.to_dict()

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

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
        if inline is not UNSET:
            field_dict["inline"] = inline
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if fit is not UNSET:
            field_dict["fit"] = fit
        if region is not UNSET:
            field_dict["region"] = region

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fit import Fit  # noqa: PLC0415
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_screenshot_action_type(d.pop("type"))

        _format_ = d.pop("format", UNSET)
        format_: ImageFormat | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = check_image_format(_format_)

        quality = d.pop("quality", UNSET)

        inline = d.pop("inline", UNSET)

        cursor = d.pop("cursor", UNSET)

        _fit = d.pop("fit", UNSET)
        fit: Fit | Unset
        if isinstance(_fit, Unset):
            fit = UNSET
        else:
            fit = Fit.from_dict(_fit)

        _region = d.pop("region", UNSET)
        region: ScreenRegion | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = ScreenRegion.from_dict(_region)

        screenshot_action = cls(
            type_=type_,
            format_=format_,
            quality=quality,
            inline=inline,
            cursor=cursor,
            fit=fit,
            region=region,
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
