from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_batch_stop_on import ActionBatchStopOn, check_action_batch_stop_on
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.click_action import ClickAction
    from ..models.desktop_space import DesktopSpace
    from ..models.drag_action import DragAction
    from ..models.element_action import ElementAction
    from ..models.focus_window_action import FocusWindowAction
    from ..models.grid_space import GridSpace
    from ..models.image_space import ImageSpace
    from ..models.key_action import KeyAction
    from ..models.key_down_action import KeyDownAction
    from ..models.key_up_action import KeyUpAction
    from ..models.launch_action import LaunchAction
    from ..models.mouse_down_action import MouseDownAction
    from ..models.mouse_up_action import MouseUpAction
    from ..models.move_action import MoveAction
    from ..models.open_url_action import OpenUrlAction
    from ..models.screenshot_action import ScreenshotAction
    from ..models.scroll_action import ScrollAction
    from ..models.set_clipboard_action import SetClipboardAction
    from ..models.settle import Settle
    from ..models.type_action import TypeAction
    from ..models.wait_action import WaitAction
    from ..models.wait_for_change_action import WaitForChangeAction
    from ..models.wait_for_stable_action import WaitForStableAction
    from ..models.zoom_action import ZoomAction


T = TypeVar("T", bound="ActionBatch")


@_attrs_define
class ActionBatch:
    """A batch of actions, done in order.

    Example:
        {'actions': [{'type': 'click', 'x': 640, 'y': 400}, {'type': 'type', 'text': 'Hello'}]}

    """

    actions: list[
        ClickAction
        | DragAction
        | ElementAction
        | FocusWindowAction
        | KeyAction
        | KeyDownAction
        | KeyUpAction
        | LaunchAction
        | MouseDownAction
        | MouseUpAction
        | MoveAction
        | OpenUrlAction
        | ScreenshotAction
        | ScrollAction
        | SetClipboardAction
        | TypeAction
        | WaitAction
        | WaitForChangeAction
        | WaitForStableAction
        | ZoomAction
    ]
    """ The steps. All are checked before the first is done. Together they may last 45 s. """
    stop_on: ActionBatchStopOn | Unset = "error"
    """ `error` stops at the first step that fails, `never` goes on. """
    coordinate_space: DesktopSpace | GridSpace | ImageSpace | Unset = UNSET
    """ What coordinates mean, told apart by `type`. The point in the middle of an image's pixel becomes
    `floor((v + 0.5) * screen / image)`, that of a grid `min(floor(v * screen / max), screen - 1)`. What is outside
    is
    422 `coordinatesOffScreen`, never moved to the edge. """
    settle: Settle | Unset = UNSET
    """ How long to wait for the screen to come to rest. It never fails a step. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.click_action import ClickAction  # noqa: PLC0415
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.drag_action import DragAction  # noqa: PLC0415
        from ..models.focus_window_action import FocusWindowAction  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415
        from ..models.key_action import KeyAction  # noqa: PLC0415
        from ..models.key_down_action import KeyDownAction  # noqa: PLC0415
        from ..models.key_up_action import KeyUpAction  # noqa: PLC0415
        from ..models.launch_action import LaunchAction  # noqa: PLC0415
        from ..models.mouse_down_action import MouseDownAction  # noqa: PLC0415
        from ..models.mouse_up_action import MouseUpAction  # noqa: PLC0415
        from ..models.move_action import MoveAction  # noqa: PLC0415
        from ..models.open_url_action import OpenUrlAction  # noqa: PLC0415
        from ..models.screenshot_action import ScreenshotAction  # noqa: PLC0415
        from ..models.scroll_action import ScrollAction  # noqa: PLC0415
        from ..models.set_clipboard_action import SetClipboardAction  # noqa: PLC0415
        from ..models.type_action import TypeAction  # noqa: PLC0415
        from ..models.wait_action import WaitAction  # noqa: PLC0415
        from ..models.wait_for_change_action import WaitForChangeAction  # noqa: PLC0415
        from ..models.wait_for_stable_action import WaitForStableAction  # noqa: PLC0415
        from ..models.zoom_action import ZoomAction  # noqa: PLC0415

        actions = []
        for actions_item_data in self.actions:
            actions_item: dict[str, Any]
            if isinstance(actions_item_data, MoveAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, ClickAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, MouseDownAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, MouseUpAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, DragAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, ScrollAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, TypeAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, KeyAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, KeyDownAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, KeyUpAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, WaitAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, WaitForStableAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, WaitForChangeAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, ScreenshotAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, ZoomAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, SetClipboardAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, LaunchAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, OpenUrlAction):
                actions_item = actions_item_data.to_dict()
            elif isinstance(actions_item_data, FocusWindowAction):
                actions_item = actions_item_data.to_dict()
            else:
                actions_item = actions_item_data.to_dict()

            actions.append(actions_item)

        stop_on: str | Unset = UNSET
        if not isinstance(self.stop_on, Unset):
            stop_on = self.stop_on

        coordinate_space: dict[str, Any] | Unset
        if isinstance(self.coordinate_space, Unset):
            coordinate_space = UNSET
        elif isinstance(self.coordinate_space, DesktopSpace):
            coordinate_space = self.coordinate_space.to_dict()
        elif isinstance(self.coordinate_space, ImageSpace):
            coordinate_space = self.coordinate_space.to_dict()
        else:
            coordinate_space = self.coordinate_space.to_dict()

        settle: dict[str, Any] | Unset = UNSET
        if not isinstance(self.settle, Unset):
            settle = self.settle.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "actions": actions,
            }
        )
        if stop_on is not UNSET:
            field_dict["stopOn"] = stop_on
        if coordinate_space is not UNSET:
            field_dict["coordinateSpace"] = coordinate_space
        if settle is not UNSET:
            field_dict["settle"] = settle

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.click_action import ClickAction  # noqa: PLC0415
        from ..models.desktop_space import DesktopSpace  # noqa: PLC0415
        from ..models.drag_action import DragAction  # noqa: PLC0415
        from ..models.element_action import ElementAction  # noqa: PLC0415
        from ..models.focus_window_action import FocusWindowAction  # noqa: PLC0415
        from ..models.grid_space import GridSpace  # noqa: PLC0415
        from ..models.image_space import ImageSpace  # noqa: PLC0415
        from ..models.key_action import KeyAction  # noqa: PLC0415
        from ..models.key_down_action import KeyDownAction  # noqa: PLC0415
        from ..models.key_up_action import KeyUpAction  # noqa: PLC0415
        from ..models.launch_action import LaunchAction  # noqa: PLC0415
        from ..models.mouse_down_action import MouseDownAction  # noqa: PLC0415
        from ..models.mouse_up_action import MouseUpAction  # noqa: PLC0415
        from ..models.move_action import MoveAction  # noqa: PLC0415
        from ..models.open_url_action import OpenUrlAction  # noqa: PLC0415
        from ..models.screenshot_action import ScreenshotAction  # noqa: PLC0415
        from ..models.scroll_action import ScrollAction  # noqa: PLC0415
        from ..models.set_clipboard_action import SetClipboardAction  # noqa: PLC0415
        from ..models.settle import Settle  # noqa: PLC0415
        from ..models.type_action import TypeAction  # noqa: PLC0415
        from ..models.wait_action import WaitAction  # noqa: PLC0415
        from ..models.wait_for_change_action import WaitForChangeAction  # noqa: PLC0415
        from ..models.wait_for_stable_action import WaitForStableAction  # noqa: PLC0415
        from ..models.zoom_action import ZoomAction  # noqa: PLC0415

        d = dict(src_dict)
        actions = []
        _actions = d.pop("actions")
        for actions_item_data in _actions:

            def _parse_actions_item(
                data: object,
            ) -> (
                ClickAction
                | DragAction
                | ElementAction
                | FocusWindowAction
                | KeyAction
                | KeyDownAction
                | KeyUpAction
                | LaunchAction
                | MouseDownAction
                | MouseUpAction
                | MoveAction
                | OpenUrlAction
                | ScreenshotAction
                | ScrollAction
                | SetClipboardAction
                | TypeAction
                | WaitAction
                | WaitForChangeAction
                | WaitForStableAction
                | ZoomAction
            ):
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_0 = MoveAction.from_dict(data)

                    return componentsschemas_action_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_1 = ClickAction.from_dict(data)

                    return componentsschemas_action_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_2 = MouseDownAction.from_dict(data)

                    return componentsschemas_action_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_3 = MouseUpAction.from_dict(data)

                    return componentsschemas_action_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_4 = DragAction.from_dict(data)

                    return componentsschemas_action_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_5 = ScrollAction.from_dict(data)

                    return componentsschemas_action_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_6 = TypeAction.from_dict(data)

                    return componentsschemas_action_type_6
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_7 = KeyAction.from_dict(data)

                    return componentsschemas_action_type_7
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_8 = KeyDownAction.from_dict(data)

                    return componentsschemas_action_type_8
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_9 = KeyUpAction.from_dict(data)

                    return componentsschemas_action_type_9
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_10 = WaitAction.from_dict(data)

                    return componentsschemas_action_type_10
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_11 = WaitForStableAction.from_dict(data)

                    return componentsschemas_action_type_11
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_12 = WaitForChangeAction.from_dict(data)

                    return componentsschemas_action_type_12
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_13 = ScreenshotAction.from_dict(data)

                    return componentsschemas_action_type_13
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_14 = ZoomAction.from_dict(data)

                    return componentsschemas_action_type_14
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_15 = SetClipboardAction.from_dict(data)

                    return componentsschemas_action_type_15
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_16 = LaunchAction.from_dict(data)

                    return componentsschemas_action_type_16
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_17 = OpenUrlAction.from_dict(data)

                    return componentsschemas_action_type_17
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_action_type_18 = FocusWindowAction.from_dict(data)

                    return componentsschemas_action_type_18
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_action_type_19 = ElementAction.from_dict(data)

                return componentsschemas_action_type_19

            actions_item = _parse_actions_item(actions_item_data)

            actions.append(actions_item)

        _stop_on = d.pop("stopOn", UNSET)
        stop_on: ActionBatchStopOn | Unset
        if isinstance(_stop_on, Unset):
            stop_on = UNSET
        else:
            stop_on = check_action_batch_stop_on(_stop_on)

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

        _settle = d.pop("settle", UNSET)
        settle: Settle | Unset
        if isinstance(_settle, Unset):
            settle = UNSET
        else:
            settle = Settle.from_dict(_settle)

        action_batch = cls(
            actions=actions,
            stop_on=stop_on,
            coordinate_space=coordinate_space,
            settle=settle,
        )

        action_batch.additional_properties = d
        return action_batch

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
