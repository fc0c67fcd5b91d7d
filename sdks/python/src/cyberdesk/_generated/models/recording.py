from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.recording_state_type_1 import (
    RecordingStateType1,
    check_recording_state_type_1,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="Recording")


@_attrs_define
class Recording:
    """A recording of the screen: H.264 in an MP4 file.

    Example:
        {'id': 'rec_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'name': 'Checkout', 'state': 'finished', 'reason': 'Stopped',
            'framesPerSecond': 10, 'width': 1280, 'height': 800, 'sizeBytes': 1048576, 'durationMs': 60000, 'startedAt':
            '2026-11-23T08:00:00Z', 'endedAt': '2026-11-23T08:01:00Z'}

    """

    id: str
    """ Id of a recording of the screen. """
    state: RecordingStateType1 | str
    """ Where a recording stands. New values may appear. """
    frames_per_second: int
    """ Frames a second. """
    width: int
    """ Width in pixels. """
    height: int
    """ Height in pixels. """
    size_bytes: int
    """ Size of the file so far, in bytes. """
    duration_ms: int
    """ Length so far, in milliseconds. """
    started_at: datetime.datetime
    """ When it began. """
    name: str | Unset = UNSET
    """ A name people gave: any text of 1 to 100 characters. """
    reason: str | Unset = UNSET
    """ Why it ended: `Stopped`, `DurationReached`, `SizeReached`, `DiskFull`, `EncoderFailed` or `ExecdRestarted`.
    """
    ended_at: datetime.datetime | Unset = UNSET
    """ When it ended. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state: str
        if isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        frames_per_second = self.frames_per_second

        width = self.width

        height = self.height

        size_bytes = self.size_bytes

        duration_ms = self.duration_ms

        started_at = self.started_at.isoformat()

        name = self.name

        reason = self.reason

        ended_at: str | Unset = UNSET
        if not isinstance(self.ended_at, Unset):
            ended_at = self.ended_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "framesPerSecond": frames_per_second,
                "width": width,
                "height": height,
                "sizeBytes": size_bytes,
                "durationMs": duration_ms,
                "startedAt": started_at,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if reason is not UNSET:
            field_dict["reason"] = reason
        if ended_at is not UNSET:
            field_dict["endedAt"] = ended_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_state(data: object) -> RecordingStateType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_recording_state_type_1 = check_recording_state_type_1(data)

                return componentsschemas_recording_state_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(RecordingStateType1 | str, data)

        state = _parse_state(d.pop("state"))

        frames_per_second = d.pop("framesPerSecond")

        width = d.pop("width")

        height = d.pop("height")

        size_bytes = d.pop("sizeBytes")

        duration_ms = d.pop("durationMs")

        started_at = datetime.datetime.fromisoformat(d.pop("startedAt"))

        name = d.pop("name", UNSET)

        reason = d.pop("reason", UNSET)

        _ended_at = d.pop("endedAt", UNSET)
        ended_at: datetime.datetime | Unset
        if isinstance(_ended_at, Unset):
            ended_at = UNSET
        else:
            ended_at = datetime.datetime.fromisoformat(_ended_at)

        recording = cls(
            id=id,
            state=state,
            frames_per_second=frames_per_second,
            width=width,
            height=height,
            size_bytes=size_bytes,
            duration_ms=duration_ms,
            started_at=started_at,
            name=name,
            reason=reason,
            ended_at=ended_at,
        )

        recording.additional_properties = d
        return recording

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
