from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="InlineImage")


@_attrs_define
class InlineImage:
    """An image inside a JSON body.

    Example:
        {'contentType': 'image/png', 'width': 1280, 'height': 800, 'scale': 1, 'data': 'iVBORw0KGgo='}

    """

    content_type: str
    """ Media type of the image. """
    width: int
    """ Width in pixels. """
    height: int
    """ Height in pixels. """
    scale: float
    """ Pixels of the image for one pixel of the screen. """
    region: ScreenRegion | Unset = UNSET
    """ A rectangle of the screen, in pixels from the top left. """
    data: str | Unset = UNSET
    """ The file, base64; absent when only `imageId` was asked for. """
    image_id: str | Unset = UNSET
    """ Id of an image that a batch of actions took; it can be fetched for 10 minutes. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        content_type = self.content_type

        width = self.width

        height = self.height

        scale = self.scale

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

        data = self.data

        image_id = self.image_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contentType": content_type,
                "width": width,
                "height": height,
                "scale": scale,
            }
        )
        if region is not UNSET:
            field_dict["region"] = region
        if data is not UNSET:
            field_dict["data"] = data
        if image_id is not UNSET:
            field_dict["imageId"] = image_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        content_type = d.pop("contentType")

        width = d.pop("width")

        height = d.pop("height")

        scale = d.pop("scale")

        _region = d.pop("region", UNSET)
        region: ScreenRegion | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = ScreenRegion.from_dict(_region)

        data = d.pop("data", UNSET)

        image_id = d.pop("imageId", UNSET)

        inline_image = cls(
            content_type=content_type,
            width=width,
            height=height,
            scale=scale,
            region=region,
            data=data,
            image_id=image_id,
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
