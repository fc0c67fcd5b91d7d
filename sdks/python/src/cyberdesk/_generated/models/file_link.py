from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FileLink")


@_attrs_define
class FileLink:
    """A URL that needs no other credential.

    Example:
        {'id': 'grt_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'signedUrl': 'https://gateway.cyberdesk.io/file-
            links/eyJhbGciOiJFZERTQSJ9.e30.c2ln', 'method': 'GET', 'expiresAt': '2026-11-23T09:00:00Z'}

    """

    id: str
    """ Id of a grant: a live-view link with a role and an expiry. """
    signed_url: str
    """ The URL. Whoever has it can use it until it expires. """
    method: str
    """ Method to use. """
    expires_at: datetime.datetime
    """ When it ends. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        signed_url = self.signed_url

        method = self.method

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "signedUrl": signed_url,
                "method": method,
                "expiresAt": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        signed_url = d.pop("signedUrl")

        method = d.pop("method")

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        file_link = cls(
            id=id,
            signed_url=signed_url,
            method=method,
            expires_at=expires_at,
        )

        file_link.additional_properties = d
        return file_link

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
