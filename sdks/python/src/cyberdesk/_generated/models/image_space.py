from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.image_space_type import ImageSpaceType, check_image_space_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="ImageSpace")


@_attrs_define
class ImageSpace:
    """Coordinates are pixels of an image that a model was shown: of the whole screen, or of a region of it."""

    type_: ImageSpaceType
    """ Pixels of an image. """
    width: int
    """ Width of the image in pixels. """
    height: int
    """ Height of the image in pixels. """
    region: ScreenRegion | Unset = UNSET
    """ A rectangle of the screen, in pixels from the top left. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        width = self.width

        height = self.height

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "width": width,
                "height": height,
            }
        )
        if region is not UNSET:
            field_dict["region"] = region

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_image_space_type(d.pop("type"))

        width = d.pop("width")

        height = d.pop("height")

        _region = d.pop("region", UNSET)
        region: ScreenRegion | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = ScreenRegion.from_dict(_region)

        image_space = cls(
            type_=type_,
            width=width,
            height=height,
            region=region,
        )

        image_space.additional_properties = d
        return image_space

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
