from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LaunchApplication")


@_attrs_define
class LaunchApplication:
    """What to start: an application, a command, or a URL in the browser.

    Example:
        {'application': 'firefox-esr', 'arguments': ['https://example.com']}

    """

    application: str | Unset = UNSET
    """ Id of an installed application: the name of its desktop entry. """
    command: list[str] | Unset = UNSET
    """ Program and arguments, run without a shell. """
    arguments: list[str] | Unset = UNSET
    """ Files or URLs that `application` opens. """
    url: str | Unset = UNSET
    """ Instead: opens this http or https URL in the desktop's browser. """
    wait_seconds: int | Unset = 0
    """ Hold the reply for up to so many seconds until a window of it has appeared. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        application = self.application

        command: list[str] | Unset = UNSET
        if not isinstance(self.command, Unset):
            command = self.command

        arguments: list[str] | Unset = UNSET
        if not isinstance(self.arguments, Unset):
            arguments = self.arguments

        url = self.url

        wait_seconds = self.wait_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if application is not UNSET:
            field_dict["application"] = application
        if command is not UNSET:
            field_dict["command"] = command
        if arguments is not UNSET:
            field_dict["arguments"] = arguments
        if url is not UNSET:
            field_dict["url"] = url
        if wait_seconds is not UNSET:
            field_dict["waitSeconds"] = wait_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        application = d.pop("application", UNSET)

        command = cast(list[str], d.pop("command", UNSET))

        arguments = cast(list[str], d.pop("arguments", UNSET))

        url = d.pop("url", UNSET)

        wait_seconds = d.pop("waitSeconds", UNSET)

        launch_application = cls(
            application=application,
            command=command,
            arguments=arguments,
            url=url,
            wait_seconds=wait_seconds,
        )

        launch_application.additional_properties = d
        return launch_application

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
