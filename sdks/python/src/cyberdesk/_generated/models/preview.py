from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Preview")


@_attrs_define
class Preview:
    """A port of the desktop that is reached from outside, on a host name of its own.

    Example:
        {'id': 'prv_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'port': 3000, 'public': False, 'url':
            'https://prv-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.preview.cyberdesk.dev/', 'createdAt': '2026-11-23T08:00:00Z',
            'expiresAt': '2026-11-23T09:00:00Z'}

    """

    id: str
    """ Id of a preview; also the first part of its host name, with `-` for `_`. """
    port: int
    """ A port of the desktop's own loopback. """
    public: bool
    """ True: whoever knows the URL gets in. """
    url: str
    """ Its URL, for HTTP and WebSocket. """
    created_at: datetime.datetime
    """ When it was created. """
    expires_at: datetime.datetime
    """ When it ends. """
    revoked_at: datetime.datetime | Unset = UNSET
    """ When it was revoked. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        port = self.port

        public = self.public

        url = self.url

        created_at = self.created_at.isoformat()

        expires_at = self.expires_at.isoformat()

        revoked_at: str | Unset = UNSET
        if not isinstance(self.revoked_at, Unset):
            revoked_at = self.revoked_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "port": port,
                "public": public,
                "url": url,
                "createdAt": created_at,
                "expiresAt": expires_at,
            }
        )
        if revoked_at is not UNSET:
            field_dict["revokedAt"] = revoked_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        port = d.pop("port")

        public = d.pop("public")

        url = d.pop("url")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        _revoked_at = d.pop("revokedAt", UNSET)
        revoked_at: datetime.datetime | Unset
        if isinstance(_revoked_at, Unset):
            revoked_at = UNSET
        else:
            revoked_at = datetime.datetime.fromisoformat(_revoked_at)

        preview = cls(
            id=id,
            port=port,
            public=public,
            url=url,
            created_at=created_at,
            expires_at=expires_at,
            revoked_at=revoked_at,
        )

        preview.additional_properties = d
        return preview

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
