from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.control_holder import ControlHolder


T = TypeVar("T", bound="Control")


@_attrs_define
class Control:
    """Who may act on the desktop now.

    Example:
        {'held': True, 'holder': {'type': 'agent', 'id': 'key_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'acquiredAt':
            '2026-11-23T08:00:00Z', 'expiresAt': '2026-11-23T08:05:00Z'}, 'yours': True}

    """

    held: bool
    """ False: everybody with the right to act may act. """
    yours: bool
    """ True when the caller holds it. """
    holder: ControlHolder | Unset = UNSET
    """ Who holds the control of a desktop, and until when. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        held = self.held

        yours = self.yours

        holder: dict[str, Any] | Unset = UNSET
        if not isinstance(self.holder, Unset):
            holder = self.holder.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "held": held,
                "yours": yours,
            }
        )
        if holder is not UNSET:
            field_dict["holder"] = holder

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.control_holder import ControlHolder  # noqa: PLC0415

        d = dict(src_dict)
        held = d.pop("held")

        yours = d.pop("yours")

        _holder = d.pop("holder", UNSET)
        holder: ControlHolder | Unset
        if isinstance(_holder, Unset):
            holder = UNSET
        else:
            holder = ControlHolder.from_dict(_holder)

        control = cls(
            held=held,
            yours=yours,
            holder=holder,
        )

        control.additional_properties = d
        return control

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
