from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.api_key import ApiKey


T = TypeVar("T", bound="CreatedKey")


@_attrs_define
class CreatedKey:
    """A new key, shown only once.

    Example:
        {'apiKey': {'id': 'key_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'name': 'CI', 'prefix': 'cyb_32g7k2q5', 'scopes':
            ['*'], 'createdAt': '2026-11-23T08:00:00Z'}, 'key': 'cyb_example'}

    """

    api_key: ApiKey
    """ An API key, without the key itself. """
    key: str
    """ The key itself. It is not stored and cannot be shown again. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        api_key = self.api_key.to_dict()

        key = self.key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "apiKey": api_key,
                "key": key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.api_key import ApiKey  # noqa: PLC0415

        d = dict(src_dict)
        api_key = ApiKey.from_dict(d.pop("apiKey"))

        key = d.pop("key")

        created_key = cls(
            api_key=api_key,
            key=key,
        )

        created_key.additional_properties = d
        return created_key

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
