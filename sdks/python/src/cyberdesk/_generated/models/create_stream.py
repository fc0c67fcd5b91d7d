from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.stream_role import StreamRole, check_stream_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateStream")


@_attrs_define
class CreateStream:
    """A live view to open.

    Example:
        {'role': 'view', 'expiresInSeconds': 3600}

    """

    role: StreamRole
    """ What a viewer may do: `view` sees, `control` also moves and types. """
    expires_in_seconds: int | Unset = 3600
    """ After so many seconds the link is refused and open sockets are closed. """
    viewer_label: str | Unset = UNSET
    """ A name people gave: any text of 1 to 100 characters. """
    allowed_origins: list[str] | Unset = UNSET
    """ Pages that may embed the view, such as `https://app.example.com`. Absent: any page that has the token. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role: str = self.role

        expires_in_seconds = self.expires_in_seconds

        viewer_label = self.viewer_label

        allowed_origins: list[str] | Unset = UNSET
        if not isinstance(self.allowed_origins, Unset):
            allowed_origins = self.allowed_origins

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role": role,
            }
        )
        if expires_in_seconds is not UNSET:
            field_dict["expiresInSeconds"] = expires_in_seconds
        if viewer_label is not UNSET:
            field_dict["viewerLabel"] = viewer_label
        if allowed_origins is not UNSET:
            field_dict["allowedOrigins"] = allowed_origins

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = check_stream_role(d.pop("role"))

        expires_in_seconds = d.pop("expiresInSeconds", UNSET)

        viewer_label = d.pop("viewerLabel", UNSET)

        allowed_origins = cast(list[str], d.pop("allowedOrigins", UNSET))

        create_stream = cls(
            role=role,
            expires_in_seconds=expires_in_seconds,
            viewer_label=viewer_label,
            allowed_origins=allowed_origins,
        )

        create_stream.additional_properties = d
        return create_stream

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
