from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mouse_button import MouseButton, check_mouse_button
from ..models.mouse_up_action_type import MouseUpActionType, check_mouse_up_action_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.desktop_space import DesktopSpace
    from ..models.grid_space import GridSpace
    from ..models.image_space import ImageSpace


T = TypeVar("T", bound="MouseUpAction")


@_attrs_define
class MouseUpAction:
    """Releases a button."""

    type_: MouseUpActionType
    """ Releases a button. """
    x: int | Unset = UNSET
    """ From the left edge; absent together with `y` = where the pointer is. """
    y: int | Unset = UNSET
    """ From the top edge; absent together with `x` = where the pointer is. """
    mark: int | Unset = UNSET
    """ Instead of `x` and `y`: number of a mark of the caller's newest observation. """
    element: str | Unset = UNSET
    """ Handle of an element of the accessibility tree; refused with `elementStale` once the element is gone. """
    coordinate_space: DesktopSpace | GridSpace | ImageSpace | Unset = UNSET
    """ What coordinates mean, told apart by `type`. The point in the middle of an image's pixel becomes
    `floor((v + 0.5) * screen / image)`, that of a grid `min(floor(v * screen / max), screen - 1)`. What is outside
    is
    422 `coordinatesOffScreen`, never moved to the edge. """
    button: MouseButton | Unset = "left"
    """ A button of the mouse. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415

        type_: str = self.type_

        x = self.x

        y = self.y

        mark = self.mark

        element = self.element

        coordinate_space: dict[str, Any] | Unset
        if isinstance(self.coordinate_space, Unset):
            coordinate_space = UNSET
        elif isinstance(self.coordinate_space, DesktopSpace):
            coordinate_space = self.coordinate_space.to_dict()
        elif isinstance(self.coordinate_space, ImageSpace):
            coordinate_space = self.coordinate_space.to_dict()
        else:
            coordinate_space = self.coordinate_space.to_dict()

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
        if mark is not UNSET:
            field_dict["mark"] = mark
        if element is not UNSET:
            field_dict["element"] = element
        if coordinate_space is not UNSET:
            field_dict["coordinateSpace"] = coordinate_space
        if button is not UNSET:
            field_dict["button"] = button

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.grid_space import GridSpace  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_mouse_up_action_type(d.pop("type"))

        x = d.pop("x", UNSET)

        y = d.pop("y", UNSET)

        mark = d.pop("mark", UNSET)

        element = d.pop("element", UNSET)

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

        _button = d.pop("button", UNSET)
        button: MouseButton | Unset
        if isinstance(_button, Unset):
            button = UNSET
        else:
            button = check_mouse_button(_button)

        mouse_up_action = cls(
            type_=type_,
            x=x,
            y=y,
            mark=mark,
            element=element,
            coordinate_space=coordinate_space,
            button=button,
        )

        mouse_up_action.additional_properties = d
        return mouse_up_action

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
