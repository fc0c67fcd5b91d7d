from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.launch_action_type import LaunchActionType, check_launch_action_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="LaunchAction")


@_attrs_define
class LaunchAction:
    """Starts a program with a window."""

    type_: LaunchActionType
    """ Starts a program. """
    application: str | Unset = UNSET
    """ Id of an installed application: the name of its desktop entry. """
    command: list[str] | Unset = UNSET
    """ Program and arguments, run without a shell. """
    arguments: list[str] | Unset = UNSET
    """ Files or URLs that `application` opens. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        application = self.application

        command: list[str] | Unset = UNSET
        if not isinstance(self.command, Unset):
            command = self.command

        arguments: list[str] | Unset = UNSET
        if not isinstance(self.arguments, Unset):
            arguments = self.arguments

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if application is not UNSET:
            field_dict["application"] = application
        if command is not UNSET:
            field_dict["command"] = command
        if arguments is not UNSET:
            field_dict["arguments"] = arguments

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_launch_action_type(d.pop("type"))

        application = d.pop("application", UNSET)

        command = cast(list[str], d.pop("command", UNSET))

        arguments = cast(list[str], d.pop("arguments", UNSET))

        launch_action = cls(
            type_=type_,
            application=application,
            command=command,
            arguments=arguments,
        )

        launch_action.additional_properties = d
        return launch_action

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
