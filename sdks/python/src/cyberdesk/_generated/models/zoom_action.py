from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_format import ImageFormat, check_image_format
from ..models.zoom_action_type import ZoomActionType, check_zoom_action_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="ZoomAction")


@_attrs_define
class ZoomAction:
    """Looks closer: a region of the screen, enlarged."""

    type_: ZoomActionType
    """ Looks closer. """
    region: ScreenRegion
    """ A rectangle of the screen, in pixels from the top left. """
    long_edge: int | Unset = 1280
    """ Longest side of the image in pixels; a smaller region is enlarged to it, by 8 times at most. """
    format_: ImageFormat | Unset = "png"
    """ File format of an image: `png` is exact, `jpeg` and `webp` are smaller. """
    quality: int | Unset = 80
    """ Quality of `jpeg` and `webp`; `png` ignores it. """
    inline: bool | Unset = True
    """ True: the image stands in the result. False: only its id does, and the image is fetched by it for 10
    minutes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        region = self.region.to_dict()

        long_edge = self.long_edge

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_

        quality = self.quality

        inline = self.inline

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "region": region,
            }
        )
        if long_edge is not UNSET:
            field_dict["longEdge"] = long_edge
        if format_ is not UNSET:
            field_dict["format"] = format_
        if quality is not UNSET:
            field_dict["quality"] = quality
        if inline is not UNSET:
            field_dict["inline"] = inline

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_zoom_action_type(d.pop("type"))

        region = ScreenRegion.from_dict(d.pop("region"))

        long_edge = d.pop("longEdge", UNSET)

        _format_ = d.pop("format", UNSET)
        format_: ImageFormat | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = check_image_format(_format_)

        quality = d.pop("quality", UNSET)

        inline = d.pop("inline", UNSET)

        zoom_action = cls(
            type_=type_,
            region=region,
            long_edge=long_edge,
            format_=format_,
            quality=quality,
            inline=inline,
        )

        zoom_action.additional_properties = d
        return zoom_action

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
