from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FileMatch")


@_attrs_define
class FileMatch:
    """A place where the text was found.

    Example:
        {'path': '/home/desktop/report.txt', 'line': 3, 'text': 'total: 42', 'matchStart': 7, 'matchEnd': 9}

    """

    path: str
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    line: int | Unset = UNSET
    """ Number of the line, from 1; absent when only names were searched. """
    text: str | Unset = UNSET
    """ The line, cut to 500 characters around the match. """
    match_start: int | Unset = UNSET
    """ Where in `text` the match begins, in characters. """
    match_end: int | Unset = UNSET
    """ Where in `text` the match ends. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        path = self.path

        line = self.line

        text = self.text

        match_start = self.match_start

        match_end = self.match_end

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "path": path,
            }
        )
        if line is not UNSET:
            field_dict["line"] = line
        if text is not UNSET:
            field_dict["text"] = text
        if match_start is not UNSET:
            field_dict["matchStart"] = match_start
        if match_end is not UNSET:
            field_dict["matchEnd"] = match_end

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        line = d.pop("line", UNSET)

        text = d.pop("text", UNSET)

        match_start = d.pop("matchStart", UNSET)

        match_end = d.pop("matchEnd", UNSET)

        file_match = cls(
            path=path,
            line=line,
            text=text,
            match_start=match_start,
            match_end=match_end,
        )

        file_match.additional_properties = d
        return file_match

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
