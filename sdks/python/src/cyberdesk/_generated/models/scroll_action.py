from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scroll_action_type import ScrollActionType, check_scroll_action_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="ScrollAction")


@_attrs_define
class ScrollAction:
    """Turns the wheel. Positive is right and down."""

    type_: ScrollActionType
    """ Turns the wheel. """
    x: int | Unset = UNSET
    """ Pixels from the left edge; absent together with `y` = where the pointer is. """
    y: int | Unset = UNSET
    """ Pixels from the top edge; absent together with `x` = where the pointer is. """
    delta_x: int | Unset = 0
    """ Wheel notches to the right; negative = to the left. """
    delta_y: int | Unset = 0
    """ Wheel notches down; negative = up. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        x = self.x

        y = self.y

        delta_x = self.delta_x

        delta_y = self.delta_y

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if x is not UNSET:
            field_dict["x"] = x
        if y is not UNSET:
            field_dict["y"] = y
        if delta_x is not UNSET:
            field_dict["deltaX"] = delta_x
        if delta_y is not UNSET:
            field_dict["deltaY"] = delta_y

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_scroll_action_type(d.pop("type"))

        x = d.pop("x", UNSET)

        y = d.pop("y", UNSET)

        delta_x = d.pop("deltaX", UNSET)

        delta_y = d.pop("deltaY", UNSET)

        scroll_action = cls(
            type_=type_,
            x=x,
            y=y,
            delta_x=delta_x,
            delta_y=delta_y,
        )

        scroll_action.additional_properties = d
        return scroll_action

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
