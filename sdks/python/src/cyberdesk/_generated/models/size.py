from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Size")


@_attrs_define
class Size:
    """A size of desktop.

    Example:
        {'id': 'small', 'vcpus': 2, 'memoryBytes': 2147483648, 'diskBytes': 17179869184, 'ratePerHourMicros': 60000,
            'currency': 'USD', 'available': True, 'warmAvailable': False}

    """

    id: str
    """ Name of a size of desktop. """
    vcpus: int
    """ Virtual processors. """
    memory_bytes: int
    """ Memory in bytes. """
    disk_bytes: int
    """ Disk in bytes. """
    rate_per_hour_micros: int
    """ Money in millionths of a currency unit: 1,000,000 = 1.00. """
    currency: str
    """ ISO 4217 code of a currency. """
    available: bool
    """ True when a machine is large enough for it. """
    warm_available: bool
    """ True when started machines of this size wait for use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        vcpus = self.vcpus

        memory_bytes = self.memory_bytes

        disk_bytes = self.disk_bytes

        rate_per_hour_micros = self.rate_per_hour_micros

        currency = self.currency

        available = self.available

        warm_available = self.warm_available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "vcpus": vcpus,
                "memoryBytes": memory_bytes,
                "diskBytes": disk_bytes,
                "ratePerHourMicros": rate_per_hour_micros,
                "currency": currency,
                "available": available,
                "warmAvailable": warm_available,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        vcpus = d.pop("vcpus")

        memory_bytes = d.pop("memoryBytes")

        disk_bytes = d.pop("diskBytes")

        rate_per_hour_micros = d.pop("ratePerHourMicros")

        currency = d.pop("currency")

        available = d.pop("available")

        warm_available = d.pop("warmAvailable")

        size = cls(
            id=id,
            vcpus=vcpus,
            memory_bytes=memory_bytes,
            disk_bytes=disk_bytes,
            rate_per_hour_micros=rate_per_hour_micros,
            currency=currency,
            available=available,
            warm_available=warm_available,
        )

        size.additional_properties = d
        return size

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
