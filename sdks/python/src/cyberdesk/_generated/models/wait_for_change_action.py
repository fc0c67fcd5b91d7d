from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.wait_for_change_action_type import (
    WaitForChangeActionType,
    check_wait_for_change_action_type,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.screen_region import ScreenRegion


T = TypeVar("T", bound="WaitForChangeAction")


@_attrs_define
class WaitForChangeAction:
    """Waits until something changes, counted from the beginning of the step before: a click that has drawn already counts.
    Fails when `timeoutMs` is over.

    """

    type_: WaitForChangeActionType
    """ Waits for a change. """
    timeout_ms: int | Unset = 5000
    """ How long to wait at most, in milliseconds. """
    region: ScreenRegion | Unset = UNSET
    """ A rectangle of the screen, in pixels from the top left. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        timeout_ms = self.timeout_ms

        region: dict[str, Any] | Unset = UNSET
        if not isinstance(self.region, Unset):
            region = self.region.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if timeout_ms is not UNSET:
            field_dict["timeoutMs"] = timeout_ms
        if region is not UNSET:
            field_dict["region"] = region

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.screen_region import ScreenRegion  # noqa: PLC0415

        d = dict(src_dict)
        type_ = check_wait_for_change_action_type(d.pop("type"))

        timeout_ms = d.pop("timeoutMs", UNSET)

        _region = d.pop("region", UNSET)
        region: ScreenRegion | Unset
        if isinstance(_region, Unset):
            region = UNSET
        else:
            region = ScreenRegion.from_dict(_region)

        wait_for_change_action = cls(
            type_=type_,
            timeout_ms=timeout_ms,
            region=region,
        )

        wait_for_change_action.additional_properties = d
        return wait_for_change_action

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
