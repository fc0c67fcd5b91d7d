from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="BrowserConnection")


@_attrs_define
class BrowserConnection:
    """Where to drive the desktop's browser from.

    Example:
        {'id': 'grt_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'cdpUrl': 'wss://gateway.cyberdesk.io/browser-
            connections/eyJhbGciOiJFZERTQSJ9.e30.c2ln', 'expiresAt': '2026-11-23T09:00:00Z'}

    """

    id: str
    """ Id of a grant: a live-view link with a role and an expiry. """
    cdp_url: str
    """ Chrome DevTools Protocol, for Playwright's `connectOverCDP` and Puppeteer's `connect`. Needs no other
    credential. """
    expires_at: datetime.datetime
    """ When it ends. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        cdp_url = self.cdp_url

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "cdpUrl": cdp_url,
                "expiresAt": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        cdp_url = d.pop("cdpUrl")

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        browser_connection = cls(
            id=id,
            cdp_url=cdp_url,
            expires_at=expires_at,
        )

        browser_connection.additional_properties = d
        return browser_connection

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
