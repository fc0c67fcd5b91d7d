from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.file_match import FileMatch


T = TypeVar("T", bound="FileSearchResult")


@_attrs_define
class FileSearchResult:
    """What was found.

    Example:
        {'items': [], 'truncated': False, 'filesSearched': 0}

    """

    items: list[FileMatch]
    """ The matches, by path and line. """
    truncated: bool
    """ True when there are more than `limit`, or when time was over after 20 s. """
    files_searched: int
    """ How many files were looked at. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        truncated = self.truncated

        files_searched = self.files_searched

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "truncated": truncated,
                "filesSearched": files_searched,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_match import FileMatch  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = FileMatch.from_dict(items_item_data)

            items.append(items_item)

        truncated = d.pop("truncated")

        files_searched = d.pop("filesSearched")

        file_search_result = cls(
            items=items,
            truncated=truncated,
            files_searched=files_searched,
        )

        file_search_result.additional_properties = d
        return file_search_result

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
