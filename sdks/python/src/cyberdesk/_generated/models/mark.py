from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="Mark")


@_attrs_define
class Mark:
    """An element of the accessibility tree with a number, as it is drawn beside it.

    Example:
        {'mark': 7, 'handle': 'elm_1.42_3kf0', 'role': 'push button', 'name': 'Save', 'region': {'x': 600, 'y': 400,
            'width': 80, 'height': 24}}

    """

    mark: int
    """ Its number: `click {mark}` clicks its middle as long as this observation is the newest of the caller. """
    handle: str
    """ Handle of an element of the accessibility tree; refused with `elementStale` once the element is gone. """
    role: str
    """ What it is, such as `push button`. """
    name: str
    """ What it is called; empty when it has no name. """
    region: ScreenRegion
    """ A rectangle of the screen, in pixels from the top left. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mark = self.mark

        handle = self.handle

        role = self.role

        name = self.name

        region = self.region.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mark": mark,
                "handle": handle,
                "role": role,
                "name": name,
                "region": region,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        mark = d.pop("mark")

        handle = d.pop("handle")

        role = d.pop("role")

        name = d.pop("name")

        region = ScreenRegion.from_dict(d.pop("region"))

        mark = cls(
            mark=mark,
            handle=handle,
            role=role,
            name=name,
            region=region,
        )

        mark.additional_properties = d
        return mark

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
