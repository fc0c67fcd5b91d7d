from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mouse_button import MouseButton, check_mouse_button
from ..models.mouse_down_action_type import (
    MouseDownActionType,
    check_mouse_down_action_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="MouseDownAction")


@_attrs_define
class MouseDownAction:
    """Presses a button and holds it until `mouseUp` or the end of the batch."""

    type_: MouseDownActionType
    """ Presses a button. """
    x: int | Unset = UNSET
    """ Pixels from the left edge; absent together with `y` = where the pointer is. """
    y: int | Unset = UNSET
    """ Pixels from the top edge; absent together with `x` = where the pointer is. """
    button: MouseButton | Unset = "left"
    """ A button of the mouse. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        x = self.x

        y = self.y

        button: str | Unset = UNSET
        if not isinstance(self.button, Unset):
            button = self.button

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
        if button is not UNSET:
            field_dict["button"] = button

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_mouse_down_action_type(d.pop("type"))

        x = d.pop("x", UNSET)

        y = d.pop("y", UNSET)

        _button = d.pop("button", UNSET)
        button: MouseButton | Unset
        if isinstance(_button, Unset):
            button = UNSET
        else:
            button = check_mouse_button(_button)

        mouse_down_action = cls(
            type_=type_,
            x=x,
            y=y,
            button=button,
        )

        mouse_down_action.additional_properties = d
        return mouse_down_action

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
