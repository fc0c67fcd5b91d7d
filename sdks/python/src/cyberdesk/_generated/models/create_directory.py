from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateDirectory")


@_attrs_define
class CreateDirectory:
    """A directory to create.

    Example:
        {'path': '/home/desktop/reports/2026'}

    """

    path: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    parents: bool | Unset = True
    """ Create missing parents too; a directory that exists is then no problem. """
    mode: str | Unset = "0755"
    """ Permission bits, octal. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        parents = self.parents

        mode = self.mode

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "path": path,
            }
        )
        if parents is not UNSET:
            field_dict["parents"] = parents
        if mode is not UNSET:
            field_dict["mode"] = mode

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        parents = d.pop("parents", UNSET)

        mode = d.pop("mode", UNSET)

        create_directory = cls(
            path=path,
            parents=parents,
            mode=mode,
        )

        create_directory.additional_properties = d
        return create_directory

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
