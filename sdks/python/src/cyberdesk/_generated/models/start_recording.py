from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StartRecording")


@_attrs_define
class StartRecording:
    """A recording to start. Every member has a default.

    Example:
        {'name': 'Checkout', 'framesPerSecond': 10}

    """

    name: str | Unset = UNSET
    """ A name people gave: any text of 1 to 100 characters. """
    frames_per_second: int | Unset = 10
    """ Frames a second. """
    max_duration_seconds: int | Unset = 3600
    """ It ends by itself after so many seconds. """
    max_bytes: int | Unset = 1073741824
    """ It ends by itself when the file is so large. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        frames_per_second = self.frames_per_second

        max_duration_seconds = self.max_duration_seconds

        max_bytes = self.max_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if frames_per_second is not UNSET:
            field_dict["framesPerSecond"] = frames_per_second
        if max_duration_seconds is not UNSET:
            field_dict["maxDurationSeconds"] = max_duration_seconds
        if max_bytes is not UNSET:
            field_dict["maxBytes"] = max_bytes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        frames_per_second = d.pop("framesPerSecond", UNSET)

        max_duration_seconds = d.pop("maxDurationSeconds", UNSET)

        max_bytes = d.pop("maxBytes", UNSET)

        start_recording = cls(
            name=name,
            frames_per_second=frames_per_second,
            max_duration_seconds=max_duration_seconds,
            max_bytes=max_bytes,
        )

        start_recording.additional_properties = d
        return start_recording

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
