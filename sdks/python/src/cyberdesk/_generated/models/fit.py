from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Fit")


@_attrs_define
class Fit:
    """The largest image that is wanted; the proportions stay, and an image is never enlarged.

    Example:
        {'maxLongEdge': 1280}

    """

    max_long_edge: int | Unset = UNSET
    """ Longest side of the image in pixels. """
    max_pixels: int | Unset = UNSET
    """ Width times height of the image. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_long_edge = self.max_long_edge

        max_pixels = self.max_pixels

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if max_long_edge is not UNSET:
            field_dict["maxLongEdge"] = max_long_edge
        if max_pixels is not UNSET:
            field_dict["maxPixels"] = max_pixels

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_long_edge = d.pop("maxLongEdge", UNSET)

        max_pixels = d.pop("maxPixels", UNSET)

        fit = cls(
            max_long_edge=max_long_edge,
            max_pixels=max_pixels,
        )

        fit.additional_properties = d
        return fit

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
