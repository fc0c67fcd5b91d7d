from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.principal_type_type_1 import (
    PrincipalTypeType1,
    check_principal_type_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization import Organization


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """Who is calling.

    Example:
        {'type': 'key', 'id': 'key_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'scopes': ['*'], 'organization': {'id':
            'org_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'name': 'Personal'}}

    """

    type_: PrincipalTypeType1 | str
    """ Kind of credential. New values may appear. """
    id: str
    """ Id of who is calling: of a key, or of a person. """
    scopes: list[str]
    """ What it may do. """
    organization: Organization
    """ An organization. """
    email: str | Unset = UNSET
    """ Email address of the person. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        id = self.id

        scopes = self.scopes

        organization = self.organization.to_dict()

        email = self.email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "id": id,
                "scopes": scopes,
                "organization": organization,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization import Organization  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_type_(data: object) -> PrincipalTypeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_principal_type_type_1 = check_principal_type_type_1(data)

                return componentsschemas_principal_type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(PrincipalTypeType1 | str, data)

        type_ = _parse_type_(d.pop("type"))

        id = d.pop("id")

        scopes = cast(list[str], d.pop("scopes"))

        organization = Organization.from_dict(d.pop("organization"))

        email = d.pop("email", UNSET)

        me = cls(
            type_=type_,
            id=id,
            scopes=scopes,
            organization=organization,
            email=email,
        )

        me.additional_properties = d
        return me

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
