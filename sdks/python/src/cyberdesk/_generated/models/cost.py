from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Cost")


@_attrs_define
class Cost:
    """What a desktop has cost so far and costs while it runs.

    Example:
        {'accruedMicros': 12000, 'ratePerHourMicros': 60000, 'currency': 'USD'}

    """

    accrued_micros: int
    """ Money in millionths of a currency unit: 1,000,000 = 1.00. """
    rate_per_hour_micros: int
    """ Money in millionths of a currency unit: 1,000,000 = 1.00. """
    currency: str
    """ ISO 4217 code of a currency. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        accrued_micros = self.accrued_micros

        rate_per_hour_micros = self.rate_per_hour_micros

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "accruedMicros": accrued_micros,
                "ratePerHourMicros": rate_per_hour_micros,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        accrued_micros = d.pop("accruedMicros")

        rate_per_hour_micros = d.pop("ratePerHourMicros")

        currency = d.pop("currency")

        cost = cls(
            accrued_micros=accrued_micros,
            rate_per_hour_micros=rate_per_hour_micros,
            currency=currency,
        )

        cost.additional_properties = d
        return cost

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
