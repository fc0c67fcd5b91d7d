from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_type_type_1 import FileTypeType1, check_file_type_type_1
from ..types import UNSET, Unset

T = TypeVar("T", bound="FileInfo")


@_attrs_define
class FileInfo:
    """A file, directory or link.

    Example:
        {'path': '/home/desktop/report.txt', 'name': 'report.txt', 'type': 'file', 'sizeBytes': 11, 'mode': '0644',
            'owner': 'desktop', 'modifiedAt': '2026-11-23T08:00:00Z', 'etag': '"b-18c1f"'}

    """

    path: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    name: str
    """ Last part of the path. """
    type_: FileTypeType1 | str
    """ Kind of a directory entry. New values may appear. """
    size_bytes: int
    """ Size in bytes. """
    mode: str
    """ Permission bits, octal. """
    owner: str
    """ Name of the owner, or the number when it has none. """
    modified_at: datetime.datetime
    """ When the content last changed. """
    etag: str
    """ Changes when the content does. """
    target: str | Unset = UNSET
    """ Where a link points. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        name = self.name

        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        size_bytes = self.size_bytes

        mode = self.mode

        owner = self.owner

        modified_at = self.modified_at.isoformat()

        etag = self.etag

        target = self.target

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "path": path,
                "name": name,
                "type": type_,
                "sizeBytes": size_bytes,
                "mode": mode,
                "owner": owner,
                "modifiedAt": modified_at,
                "etag": etag,
            }
        )
        if target is not UNSET:
            field_dict["target"] = target

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        name = d.pop("name")

        def _parse_type_(data: object) -> FileTypeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_file_type_type_1 = check_file_type_type_1(data)

                return componentsschemas_file_type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileTypeType1 | str, data)

        type_ = _parse_type_(d.pop("type"))

        size_bytes = d.pop("sizeBytes")

        mode = d.pop("mode")

        owner = d.pop("owner")

        modified_at = datetime.datetime.fromisoformat(d.pop("modifiedAt"))

        etag = d.pop("etag")

        target = d.pop("target", UNSET)

        file_info = cls(
            path=path,
            name=name,
            type_=type_,
            size_bytes=size_bytes,
            mode=mode,
            owner=owner,
            modified_at=modified_at,
            etag=etag,
            target=target,
        )

        file_info.additional_properties = d
        return file_info

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
