from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.stream_role import StreamRole, check_stream_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="Stream")


@_attrs_define
class Stream:
    """A link to a desktop's live view.

    Example:
        {'id': 'grt_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'role': 'view', 'createdAt': '2026-11-23T08:00:00Z',
            'expiresAt': '2026-11-23T09:00:00Z'}

    """

    id: str
    """ Id of a grant: a live-view link with a role and an expiry. """
    role: str | StreamRole
    """ What the viewer may do. New values may appear. """
    created_at: datetime.datetime
    """ When it was created. """
    expires_at: datetime.datetime
    """ When it ends. """
    viewer_label: str | Unset = UNSET
    """ A name people gave: any text of 1 to 100 characters. """
    revoked_at: datetime.datetime | Unset = UNSET
    """ When it was revoked. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        role: str
        if isinstance(self.role, str):
            role = self.role
        else:
            role = self.role

        created_at = self.created_at.isoformat()

        expires_at = self.expires_at.isoformat()

        viewer_label = self.viewer_label

        revoked_at: str | Unset = UNSET
        if not isinstance(self.revoked_at, Unset):
            revoked_at = self.revoked_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "role": role,
                "createdAt": created_at,
                "expiresAt": expires_at,
            }
        )
        if viewer_label is not UNSET:
            field_dict["viewerLabel"] = viewer_label
        if revoked_at is not UNSET:
            field_dict["revokedAt"] = revoked_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_role(data: object) -> str | StreamRole:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = check_stream_role(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | StreamRole, data)

        role = _parse_role(d.pop("role"))

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expiresAt"))

        viewer_label = d.pop("viewerLabel", UNSET)

        _revoked_at = d.pop("revokedAt", UNSET)
        revoked_at: datetime.datetime | Unset
        if isinstance(_revoked_at, Unset):
            revoked_at = UNSET
        else:
            revoked_at = datetime.datetime.fromisoformat(_revoked_at)

        stream = cls(
            id=id,
            role=role,
            created_at=created_at,
            expires_at=expires_at,
            viewer_label=viewer_label,
            revoked_at=revoked_at,
        )

        stream.additional_properties = d
        return stream

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
