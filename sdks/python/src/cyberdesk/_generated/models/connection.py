from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.connection_endpoints import ConnectionEndpoints
    from ..models.desktop import Desktop


T = TypeVar("T", bound="Connection")


@_attrs_define
class Connection:
    """A desktop and where it is reached.

    Example:
        {'desktop': {'id': 'dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'name': 'Invoice agent', 'state': 'running',
            'stateReason': 'Ready', 'stateMessage': 'The desktop can be used.', 'stateSince': '2026-11-23T08:00:02Z',
            'template': 'desktop-base', 'size': 'small', 'region': 'local', 'clusterId': 'local', 'display': {'width': 1280,
            'height': 800}, 'labels': {'team': 'qa'}, 'locale': 'en-US', 'timeZone': 'Etc/UTC', 'keyboardLayout': 'us',
            'createdAt': '2026-11-23T08:00:00Z', 'expiresAt': '2026-11-23T09:00:00Z', 'onExpire': 'stop', 'runningSeconds':
            720, 'cost': {'accruedMicros': 12000, 'ratePerHourMicros': 60000, 'currency': 'USD'}, 'capabilities': ['screen',
            'input', 'commands', 'files', 'liveView']}, 'endpoints': {'baseUrl':
            'https://gateway.cyberdesk.io/instances/dsk-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu'}, 'token':
            'eyJhbGciOiJFZERTQSJ9.e30.c2ln', 'tokenExpiresAt': '2026-11-23T09:00:00Z'}

    """

    desktop: Desktop
    """ A virtual machine with a screen. """
    endpoints: ConnectionEndpoints
    """ Where it is reached. """
    token: str
    """ Bearer token for `baseUrl`: this desktop, the caller's scopes, until `tokenExpiresAt`. """
    token_expires_at: datetime.datetime
    """ When the token ends: at the desktop's deadline, in an hour at the latest. Connect again for a new one. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        desktop = self.desktop.to_dict()

        endpoints = self.endpoints.to_dict()

        token = self.token

        token_expires_at = self.token_expires_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "desktop": desktop,
                "endpoints": endpoints,
                "token": token,
                "tokenExpiresAt": token_expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.connection_endpoints import ConnectionEndpoints  # noqa: PLC0415
        from ..models.desktop import Desktop  # noqa: PLC0415

        d = dict(src_dict)
        desktop = Desktop.from_dict(d.pop("desktop"))

        endpoints = ConnectionEndpoints.from_dict(d.pop("endpoints"))

        token = d.pop("token")

        token_expires_at = datetime.datetime.fromisoformat(d.pop("tokenExpiresAt"))

        connection = cls(
            desktop=desktop,
            endpoints=endpoints,
            token=token,
            token_expires_at=token_expires_at,
        )

        connection.additional_properties = d
        return connection

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
