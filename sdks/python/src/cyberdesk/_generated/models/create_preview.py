from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreatePreview")


@_attrs_define
class CreatePreview:
    """A port of the desktop to reach from outside.

    Example:
        {'port': 3000}

    """

    port: int
    """ A port of the desktop's own loopback. """
    expires_in_seconds: int | Unset = 3600
    """ After so many seconds it is refused. """
    public: bool | Unset = False
    """ True: whoever knows the URL gets in. False: the first visit needs the token. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        port = self.port

        expires_in_seconds = self.expires_in_seconds

        public = self.public

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "port": port,
            }
        )
        if expires_in_seconds is not UNSET:
            field_dict["expiresInSeconds"] = expires_in_seconds
        if public is not UNSET:
            field_dict["public"] = public

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        port = d.pop("port")

        expires_in_seconds = d.pop("expiresInSeconds", UNSET)

        public = d.pop("public", UNSET)

        create_preview = cls(
            port=port,
            expires_in_seconds=expires_in_seconds,
            public=public,
        )

        create_preview.additional_properties = d
        return create_preview

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
