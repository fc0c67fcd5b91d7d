from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.create_file_link_method import (
    CreateFileLinkMethod,
    check_create_file_link_method,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateFileLink")


@_attrs_define
class CreateFileLink:
    """A file to link to.

    Example:
        {'path': '/home/desktop/report.pdf', 'method': 'GET'}

    """

    path: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    method: CreateFileLinkMethod | Unset = "GET"
    """ `GET` downloads the file, `PUT` uploads it. """
    expires_in_seconds: int | Unset = 3600
    """ After so many seconds it is refused. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        method: str | Unset = UNSET
        if not isinstance(self.method, Unset):
            method = self.method

        expires_in_seconds = self.expires_in_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "path": path,
            }
        )
        if method is not UNSET:
            field_dict["method"] = method
        if expires_in_seconds is not UNSET:
            field_dict["expiresInSeconds"] = expires_in_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        _method = d.pop("method", UNSET)
        method: CreateFileLinkMethod | Unset
        if isinstance(_method, Unset):
            method = UNSET
        else:
            method = check_create_file_link_method(_method)

        expires_in_seconds = d.pop("expiresInSeconds", UNSET)

        create_file_link = cls(
            path=path,
            method=method,
            expires_in_seconds=expires_in_seconds,
        )

        create_file_link.additional_properties = d
        return create_file_link

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
