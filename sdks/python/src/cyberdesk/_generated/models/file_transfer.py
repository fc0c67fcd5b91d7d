from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FileTransfer")


@_attrs_define
class FileTransfer:
    """From where to where.

    Example:
        {'from': '/home/desktop/a.txt', 'to': '/home/desktop/b.txt'}

    """

    from_: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    to: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    overwrite: bool | Unset = False
    """ Replace a file that is there; without it that is 409 `fileExists`. A directory is never replaced. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_ = self.from_

        to = self.to

        overwrite = self.overwrite

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "to": to,
            }
        )
        if overwrite is not UNSET:
            field_dict["overwrite"] = overwrite

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_ = d.pop("from")

        to = d.pop("to")

        overwrite = d.pop("overwrite", UNSET)

        file_transfer = cls(
            from_=from_,
            to=to,
            overwrite=overwrite,
        )

        file_transfer.additional_properties = d
        return file_transfer

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
