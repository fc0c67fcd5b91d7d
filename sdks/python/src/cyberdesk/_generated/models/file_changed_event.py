from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_change_type_1 import FileChangeType1, check_file_change_type_1
from ..models.file_changed_event_type import (
    FileChangedEventType,
    check_file_changed_event_type,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FileChangedEvent")


@_attrs_define
class FileChangedEvent:
    """A change below a directory."""

    type_: FileChangedEventType
    """ A change. """
    change: FileChangeType1 | str
    """ What happened to a path. New values may appear. """
    path: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    from_: str | Unset = UNSET
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str = self.type_

        change: str
        if isinstance(self.change, str):
            change = self.change
        else:
            change = self.change

        path = self.path

        from_ = self.from_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "change": change,
                "path": path,
            }
        )
        if from_ is not UNSET:
            field_dict["from"] = from_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = check_file_changed_event_type(d.pop("type"))

        def _parse_change(data: object) -> FileChangeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_file_change_type_1 = check_file_change_type_1(data)

                return componentsschemas_file_change_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileChangeType1 | str, data)

        change = _parse_change(d.pop("change"))

        path = d.pop("path")

        from_ = d.pop("from", UNSET)

        file_changed_event = cls(
            type_=type_,
            change=change,
            path=path,
            from_=from_,
        )

        file_changed_event.additional_properties = d
        return file_changed_event

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
