from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.grid_space_type import GridSpaceType, check_grid_space_type

T = TypeVar("T", bound="GridSpace")


@_attrs_define
class GridSpace:
    """Coordinates run from 0 to `max` on both axes, as some models give them."""

    type_: GridSpaceType
    """ A grid over the whole screen. """
    max_: int
    """ The value at the right and lower edge, such as 1000. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        max_ = self.max_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "max": max_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_grid_space_type(d.pop("type"))

        max_ = d.pop("max")

        grid_space = cls(
            type_=type_,
            max_=max_,
        )

        grid_space.additional_properties = d
        return grid_space

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
