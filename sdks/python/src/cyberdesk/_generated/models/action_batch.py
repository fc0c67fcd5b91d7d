from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_batch_stop_on import ActionBatchStopOn, check_action_batch_stop_on
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.click_action import ClickAction
    from ..models.drag_action import DragAction
    from ..models.key_action import KeyAction
    from ..models.mouse_down_action import MouseDownAction
    from ..models.mouse_up_action import MouseUpAction
    from ..models.move_action import MoveAction
    from ..models.screenshot_action import ScreenshotAction
    from ..models.scroll_action import ScrollAction
    from ..models.type_action import TypeAction
    from ..models.wait_action import WaitAction


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
        | KeyAction
        | MouseDownAction
        | MouseUpAction
        | MoveAction
        | ScreenshotAction
        | ScrollAction
        | TypeAction
        | WaitAction
    ]
    """ The steps. All are checked before the first is done. Together they may last 45 s. """
    stop_on: ActionBatchStopOn | Unset = "error"
    """ `error` stops at the first step that fails, `never` goes on. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.click_action import ClickAction  # noqa: PLC0415
        from ..models.drag_action import DragAction  # noqa: PLC0415
        from ..models.key_action import KeyAction  # noqa: PLC0415
        from ..models.mouse_down_action import MouseDownAction  # noqa: PLC0415
        from ..models.mouse_up_action import MouseUpAction  # noqa: PLC0415
        from ..models.move_action import MoveAction  # noqa: PLC0415
        from ..models.scroll_action import ScrollAction  # noqa: PLC0415
        from ..models.type_action import TypeAction  # noqa: PLC0415
        from ..models.wait_action import WaitAction  # noqa: PLC0415

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
            elif isinstance(actions_item_data, WaitAction):
                actions_item = actions_item_data.to_dict()
            else:
                actions_item = actions_item_data.to_dict()

            actions.append(actions_item)

        stop_on: str | Unset = UNSET
        if not isinstance(self.stop_on, Unset):
            stop_on = self.stop_on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "actions": actions,
            }
        )
        if stop_on is not UNSET:
            field_dict["stopOn"] = stop_on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.click_action import ClickAction  # noqa: PLC0415
        from ..models.drag_action import DragAction  # noqa: PLC0415
        from ..models.key_action import KeyAction  # noqa: PLC0415
        from ..models.mouse_down_action import MouseDownAction  # noqa: PLC0415
        from ..models.mouse_up_action import MouseUpAction  # noqa: PLC0415
        from ..models.move_action import MoveAction  # noqa: PLC0415
        from ..models.screenshot_action import ScreenshotAction  # noqa: PLC0415
        from ..models.scroll_action import ScrollAction  # noqa: PLC0415
        from ..models.type_action import TypeAction  # noqa: PLC0415
        from ..models.wait_action import WaitAction  # noqa: PLC0415

        d = dict(src_dict)
        actions = []
        _actions = d.pop("actions")
        for actions_item_data in _actions:

            def _parse_actions_item(
                data: object,
            ) -> (
                ClickAction
                | DragAction
                | KeyAction
                | MouseDownAction
                | MouseUpAction
                | MoveAction
                | ScreenshotAction
                | ScrollAction
                | TypeAction
                | WaitAction
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
                    componentsschemas_action_type_8 = WaitAction.from_dict(data)

                    return componentsschemas_action_type_8
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_action_type_9 = ScreenshotAction.from_dict(data)

                return componentsschemas_action_type_9

            actions_item = _parse_actions_item(actions_item_data)

            actions.append(actions_item)

        _stop_on = d.pop("stopOn", UNSET)
        stop_on: ActionBatchStopOn | Unset
        if isinstance(_stop_on, Unset):
            stop_on = UNSET
        else:
            stop_on = check_action_batch_stop_on(_stop_on)

        action_batch = cls(
            actions=actions,
            stop_on=stop_on,
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
