from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.window_region import WindowRegion


T = TypeVar("T", bound="Element")


@_attrs_define
class Element:
    """An element of a program's window, as assistive technology sees it.

    Example:
        {'handle': 'elm_1.42_3kf0', 'role': 'push button', 'name': 'Save', 'description': '', 'states': ['enabled',
            'focusable', 'showing', 'visible'], 'actions': ['click'], 'region': {'x': 600, 'y': 400, 'width': 80, 'height':
            24}, 'childCount': 0}

    """

    handle: str
    """ Handle of an element of the accessibility tree; refused with `elementStale` once the element is gone. """
    role: str
    """ What it is, such as `push button`, `entry` or `menu item`. """
    name: str
    """ What it is called; empty when it has no name. """
    description: str
    """ What more is said about it; empty when nothing is. """
    states: list[str]
    """ What is true of it, such as `enabled`, `focused` or `checked`. """
    actions: list[str]
    """ What can be done with it, such as `click`. """
    child_count: int
    """ How many children it has. """
    value: str | Unset = UNSET
    """ The text that it holds, or the value of a slider; absent when it holds none. Texts are cut after 2,000
    characters. """
    region: WindowRegion | Unset = UNSET
    """ Place and size of a window, in pixels of the screen. """
    children: list[Element] | Unset = UNSET
    """ Its children, as deep as was asked for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        handle = self.handle

        role = self.role

        name = self.name

        description = self.description

        states = self.states

        actions = self.actions

        child_count = self.child_count

        value = self.value

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

        children: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.children, Unset):
            children = []
            for children_item_data in self.children:
                children_item = children_item_data.to_dict()
                children.append(children_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "handle": handle,
                "role": role,
                "name": name,
                "description": description,
                "states": states,
                "actions": actions,
                "childCount": child_count,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value
        if region is not UNSET:
            field_dict["region"] = region
        if children is not UNSET:
            field_dict["children"] = children

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.window_region import WindowRegion  # noqa: PLC0415

        d = dict(src_dict)
        handle = d.pop("handle")

        role = d.pop("role")

        name = d.pop("name")

        description = d.pop("description")

        states = cast(list[str], d.pop("states"))

        actions = cast(list[str], d.pop("actions"))

        child_count = d.pop("childCount")

        value = d.pop("value", UNSET)

        _region = d.pop("region", UNSET)
        region: WindowRegion | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = WindowRegion.from_dict(_region)

        _children = d.pop("children", UNSET)
        children: list[Element] | Unset = UNSET
        if _children is not UNSET:
            children = []
            for children_item_data in _children:
                children_item = Element.from_dict(children_item_data)

                children.append(children_item)

        element = cls(
            handle=handle,
            role=role,
            name=name,
            description=description,
            states=states,
            actions=actions,
            child_count=child_count,
            value=value,
            region=region,
            children=children,
        )

        element.additional_properties = d
        return element

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
