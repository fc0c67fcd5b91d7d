from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.drag_action_type import DragActionType, check_drag_action_type
from ..models.mouse_button import MouseButton, check_mouse_button
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.desktop_space import DesktopSpace
    from ..models.grid_space import GridSpace
    from ..models.image_space import ImageSpace
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
    coordinate_space: DesktopSpace | GridSpace | ImageSpace | Unset = UNSET
    """ What coordinates mean, told apart by `type`. The point in the middle of an image's pixel becomes
    `floor((v + 0.5) * screen / image)`, that of a grid `min(floor(v * screen / max), screen - 1)`. What is outside
    is
    422 `coordinatesOffScreen`, never moved to the edge. """
    hold_keys: list[str] | Unset = UNSET
    """ Keys that are down meanwhile, such as `["ctrl"]`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415

        type_: str = self.type_

        path = []
        for path_item_data in self.path:
            path_item = path_item_data.to_dict()
            path.append(path_item)

        button: str | Unset = UNSET
        if not isinstance(self.button, Unset):
            button = self.button

        coordinate_space: dict[str, Any] | Unset
        if isinstance(self.coordinate_space, Unset):
            coordinate_space = UNSET
        elif isinstance(self.coordinate_space, DesktopSpace):
            coordinate_space = self.coordinate_space.to_dict()
        elif isinstance(self.coordinate_space, ImageSpace):
            coordinate_space = self.coordinate_space.to_dict()
        else:
            coordinate_space = self.coordinate_space.to_dict()

        hold_keys: list[str] | Unset = UNSET
        if not isinstance(self.hold_keys, Unset):
            hold_keys = self.hold_keys

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
        if coordinate_space is not UNSET:
            field_dict["coordinateSpace"] = coordinate_space
        if hold_keys is not UNSET:
            field_dict["holdKeys"] = hold_keys

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.grid_space import GridSpace  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415
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

        def _parse_coordinate_space(data: object) -> DesktopSpace | GridSpace | ImageSpace | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_coordinate_space_type_0 = DesktopSpace.from_dict(data)

                return componentsschemas_coordinate_space_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_coordinate_space_type_1 = ImageSpace.from_dict(data)

                return componentsschemas_coordinate_space_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_coordinate_space_type_2 = GridSpace.from_dict(data)

            return componentsschemas_coordinate_space_type_2

        coordinate_space = _parse_coordinate_space(d.pop("coordinateSpace", UNSET))

        hold_keys = cast(list[str], d.pop("holdKeys", UNSET))

        drag_action = cls(
            type_=type_,
            path=path,
            button=button,
            coordinate_space=coordinate_space,
            hold_keys=hold_keys,
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
