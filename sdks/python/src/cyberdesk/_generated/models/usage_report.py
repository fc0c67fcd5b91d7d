from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.usage_amounts import UsageAmounts
    from ..models.usage_day import UsageDay
    from ..models.usage_desktop import UsageDesktop


T = TypeVar("T", bound="UsageReport")


@_attrs_define
class UsageReport:
    """What an organization used.

    Example:
        {'from': '2026-11-01T00:00:00Z', 'to': '2026-11-23T08:12:00Z', 'currency': 'USD', 'total': {'runningSeconds':
            720, 'costMicros': 12000}, 'days': [{'day': '2026-11-23', 'runningSeconds': 720, 'costMicros': 12000}],
            'desktops': [{'desktopId': 'dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'runningSeconds': 720, 'costMicros':
            12000}]}

    """

    from_: datetime.datetime
    """ Begin of the span. """
    to: datetime.datetime
    """ End of the span. """
    currency: str
    """ ISO 4217 code of a currency. """
    total: UsageAmounts
    """ Amounts of use. """
    days: list[UsageDay]
    """ By day, days without use left out. """
    desktops: list[UsageDesktop]
    """ By desktop, the 100 that ran longest. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_.isoformat()

        to = self.to.isoformat()

        currency = self.currency

        total = self.total.to_dict()

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        desktops = []
        for desktops_item_data in self.desktops:
            desktops_item = desktops_item_data.to_dict()
            desktops.append(desktops_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "to": to,
                "currency": currency,
                "total": total,
                "days": days,
                "desktops": desktops,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_amounts import UsageAmounts  # noqa: PLC0415
        from ..models.usage_day import UsageDay  # noqa: PLC0415
        from ..models.usage_desktop import UsageDesktop  # noqa: PLC0415

        d = dict(src_dict)
        from_ = datetime.datetime.fromisoformat(d.pop("from"))

        to = datetime.datetime.fromisoformat(d.pop("to"))

        currency = d.pop("currency")

        total = UsageAmounts.from_dict(d.pop("total"))

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = UsageDay.from_dict(days_item_data)

            days.append(days_item)

        desktops = []
        _desktops = d.pop("desktops")
        for desktops_item_data in _desktops:
            desktops_item = UsageDesktop.from_dict(desktops_item_data)

            desktops.append(desktops_item)

        usage_report = cls(
            from_=from_,
            to=to,
            currency=currency,
            total=total,
            days=days,
            desktops=desktops,
        )

        usage_report.additional_properties = d
        return usage_report

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
