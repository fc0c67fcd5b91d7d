from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.type_action_type import TypeActionType, check_type_action_type
from ..models.type_method import TypeMethod, check_type_method
from ..types import UNSET, Unset

T = TypeVar("T", bound="TypeAction")


@_attrs_define
class TypeAction:
    """Types text exactly, any Unicode, into what has the focus."""

    type_: TypeActionType
    """ Types text. """
    text: str
    """ The text; a line feed is Return, a tab is Tab. Split longer text over several actions. """
    method: TypeMethod | Unset = "auto"
    """ How text is brought into the focused program. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        text = self.text

        method: str | Unset = UNSET
        if not isinstance(self.method, Unset):
            method = self.method

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "text": text,
            }
        )
        if method is not UNSET:
            field_dict["method"] = method

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_type_action_type(d.pop("type"))

        text = d.pop("text")

        _method = d.pop("method", UNSET)
        method: TypeMethod | Unset
        if isinstance(_method, Unset):
            method = UNSET
        else:
            method = check_type_method(_method)

        type_action = cls(
            type_=type_,
            text=text,
            method=method,
        )

        type_action.additional_properties = d
        return type_action

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
