from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.actor_type_type_1 import ActorTypeType1, check_actor_type_type_1

T = TypeVar("T", bound="TimelineActor")


@_attrs_define
class TimelineActor:
    """Who did it.

    Example:
        {'type': 'agent', 'id': 'key_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu'}

    """

    type_: ActorTypeType1 | str
    """ Who acts on a desktop: a person, or a program. New values may appear. """
    id: str
    """ Id of who is calling: of a key, or of a person. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        id = self.id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_type_(data: object) -> ActorTypeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_actor_type_type_1 = check_actor_type_type_1(data)

                return componentsschemas_actor_type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActorTypeType1 | str, data)

        type_ = _parse_type_(d.pop("type"))

        id = d.pop("id")

        timeline_actor = cls(
            type_=type_,
            id=id,
        )

        timeline_actor.additional_properties = d
        return timeline_actor

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
