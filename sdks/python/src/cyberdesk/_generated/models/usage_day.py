from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UsageDay")


@_attrs_define
class UsageDay:
    """Use of one day.

    Example:
        {'day': '2026-11-23', 'runningSeconds': 720, 'costMicros': 12000}

    """

    day: datetime.date
    """ The day, in UTC. """
    running_seconds: int
    """ Seconds that desktops ran. """
    cost_micros: int
    """ Money in millionths of a currency unit: 1,000,000 = 1.00. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        running_seconds = self.running_seconds

        cost_micros = self.cost_micros

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "day": day,
                "runningSeconds": running_seconds,
                "costMicros": cost_micros,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        running_seconds = d.pop("runningSeconds")

        cost_micros = d.pop("costMicros")

        usage_day = cls(
            day=day,
            running_seconds=running_seconds,
            cost_micros=cost_micros,
        )

        usage_day.additional_properties = d
        return usage_day

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
