from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.command_output_event_stream_type_0 import (
    CommandOutputEventStreamType0,
    check_command_output_event_stream_type_0,
)
from ..models.command_output_event_type import (
    CommandOutputEventType,
    check_command_output_event_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="CommandOutputEvent")


@_attrs_define
class CommandOutputEvent:
    """A piece of output."""

    type_: CommandOutputEventType
    """ Output. """
    stream: CommandOutputEventStreamType0 | str
    """ Where it was written. New values may appear. """
    offset: int
    """ Offset behind this piece in the output of both streams together: pass it as `offset` to go on here. """
    text: str | Unset = UNSET
    """ Text of the piece, when its bytes are UTF-8. """
    data: str | Unset = UNSET
    """ The bytes, base64, when they are not. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        stream: str
        if isinstance(self.stream, str):
            stream = self.stream
        else:
            stream = self.stream

        offset = self.offset

        text = self.text

        data = self.data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "stream": stream,
                "offset": offset,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text
        if data is not UNSET:
            field_dict["data"] = data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_command_output_event_type(d.pop("type"))

        def _parse_stream(data: object) -> CommandOutputEventStreamType0 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                stream_type_0 = check_command_output_event_stream_type_0(data)

                return stream_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CommandOutputEventStreamType0 | str, data)

        stream = _parse_stream(d.pop("stream"))

        offset = d.pop("offset")

        text = d.pop("text", UNSET)

        data = d.pop("data", UNSET)

        command_output_event = cls(
            type_=type_,
            stream=stream,
            offset=offset,
            text=text,
            data=data,
        )

        command_output_event.additional_properties = d
        return command_output_event

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
