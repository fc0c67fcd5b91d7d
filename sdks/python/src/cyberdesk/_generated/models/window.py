from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.window_region import WindowRegion


T = TypeVar("T", bound="Window")


@_attrs_define
class Window:
    """A window of the screen.

    Example:
        {'id': '0x1c00003', 'title': 'Mozilla Firefox', 'application': 'firefox-esr', 'processId': 812, 'focused': True,
            'minimized': False, 'maximized': True, 'region': {'x': 0, 'y': 26, 'width': 1280, 'height': 774}}

    """

    id: str
    """ Id of a window of the screen. """
    title: str
    """ Its title. """
    application: str
    """ Class of its program, such as `firefox-esr`; empty when it has none. """
    focused: bool
    """ True when it has the keyboard. """
    minimized: bool
    """ True when it is hidden in the panel. """
    maximized: bool
    """ True when it fills the screen. """
    region: WindowRegion
    """ Place and size of a window, in pixels of the screen. """
    process_id: int | Unset = UNSET
    """ Process that owns it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        application = self.application

        focused = self.focused

        minimized = self.minimized

        maximized = self.maximized

        region = self.region.to_dict()

        process_id = self.process_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "application": application,
                "focused": focused,
                "minimized": minimized,
                "maximized": maximized,
                "region": region,
            }
        )
        if process_id is not UNSET:
            field_dict["processId"] = process_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.window_region import WindowRegion  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        application = d.pop("application")

        focused = d.pop("focused")

        minimized = d.pop("minimized")

        maximized = d.pop("maximized")

        region = WindowRegion.from_dict(d.pop("region"))

        process_id = d.pop("processId", UNSET)

        window = cls(
            id=id,
            title=title,
            application=application,
            focused=focused,
            minimized=minimized,
            maximized=maximized,
            region=region,
            process_id=process_id,
        )

        window.additional_properties = d
        return window

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
