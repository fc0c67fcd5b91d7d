from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.drag_action_type import DragActionType, check_drag_action_type
from ..models.mouse_button import MouseButton, check_mouse_button
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.point import Point


T = TypeVar("T", bound="DragAction")


@_attrs_define
class DragAction:
    """Presses a button at the first point, moves along the others and releases it at the last."""

    type_: DragActionType
    """ Drags along a path. """
    path: list[Point]
    """ The points of the path, in order. """
    button: MouseButton | Unset = "left"
    """ A button of the mouse. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        path = []
        for path_item_data in self.path:
            path_item = path_item_data.to_dict()
            path.append(path_item)

        button: str | Unset = UNSET
        if not isinstance(self.button, Unset):
            button = self.button

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "path": path,
            }
        )
        if button is not UNSET:
            field_dict["button"] = button

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.point import Point  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_drag_action_type(d.pop("type"))

        path = []
        _path = d.pop("path")
        for path_item_data in _path:
            path_item = Point.from_dict(path_item_data)

            path.append(path_item)

        _button = d.pop("button", UNSET)
        button: MouseButton | Unset
        if isinstance(_button, Unset):
            button = UNSET
        else:
            button = check_mouse_button(_button)

        drag_action = cls(
            type_=type_,
            path=path,
            button=button,
        )

        drag_action.additional_properties = d
        return drag_action

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
