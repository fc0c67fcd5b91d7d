from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.command_end_event_type import (
    CommandEndEventType,
    check_command_end_event_type,
)
from ..models.command_state_type_1 import CommandStateType1, check_command_state_type_1
from ..types import UNSET, Unset

T = TypeVar("T", bound="CommandEndEvent")


@_attrs_define
class CommandEndEvent:
    """The command ended. Always the last event."""

    type_: CommandEndEventType
    """ The end. """
    state: CommandStateType1 | str
    """ Where a command stands. New values may appear. """
    duration_ms: int
    """ How long it ran, in milliseconds. """
    offset: int
    """ Offset of the end. """
    exit_code: int | Unset = UNSET
    """ Exit code; absent when a signal ended it. """
    signal: str | Unset = UNSET
    """ Name of the signal that ended it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        state: str
        if isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        duration_ms = self.duration_ms

        offset = self.offset

        exit_code = self.exit_code

        signal = self.signal

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "state": state,
                "durationMs": duration_ms,
                "offset": offset,
            }
        )
        if exit_code is not UNSET:
            field_dict["exitCode"] = exit_code
        if signal is not UNSET:
            field_dict["signal"] = signal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_command_end_event_type(d.pop("type"))

        def _parse_state(data: object) -> CommandStateType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_command_state_type_1 = check_command_state_type_1(data)

                return componentsschemas_command_state_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CommandStateType1 | str, data)

        state = _parse_state(d.pop("state"))

        duration_ms = d.pop("durationMs")

        offset = d.pop("offset")

        exit_code = d.pop("exitCode", UNSET)

        signal = d.pop("signal", UNSET)

        command_end_event = cls(
            type_=type_,
            state=state,
            duration_ms=duration_ms,
            offset=offset,
            exit_code=exit_code,
            signal=signal,
        )

        command_end_event.additional_properties = d
        return command_end_event

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
