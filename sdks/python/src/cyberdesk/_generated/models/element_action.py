from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.element_action_type import ElementActionType, check_element_action_type
from ..models.element_operation import ElementOperation, check_element_operation
from ..types import UNSET, Unset

T = TypeVar("T", bound="ElementAction")


@_attrs_define
class ElementAction:
    """Acts on an element of the accessibility tree without pointer and keys."""

    type_: ElementActionType
    """ Acts on an element. """
    element: str
    """ Handle of an element of the accessibility tree; refused with `elementStale` once the element is gone. """
    operation: ElementOperation
    """ What can be done with an element. """
    text: str | Unset = UNSET
    """ The text, of `setText`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        element = self.element

        operation: str = self.operation

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "element": element,
                "operation": operation,
            }
        )
        if text is not UNSET:
            field_dict["text"] = text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_element_action_type(d.pop("type"))

        element = d.pop("element")

        operation = check_element_operation(d.pop("operation"))

        text = d.pop("text", UNSET)

        element_action = cls(
            type_=type_,
            element=element,
            operation=operation,
            text=text,
        )

        element_action.additional_properties = d
        return element_action

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
