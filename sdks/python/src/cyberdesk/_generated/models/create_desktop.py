from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.on_expire import OnExpire, check_on_expire
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.display_size import DisplaySize
    from ..models.environment import Environment
    from ..models.labels import Labels


T = TypeVar("T", bound="CreateDesktop")


@_attrs_define
class CreateDesktop:
    """A desktop to create. Every member has a default.

    Example:
        {'name': 'Invoice agent', 'size': 'small', 'timeoutSeconds': 3600}

    """

    name: str | Unset = UNSET
    """ A name people gave: any text of 1 to 100 characters. """
    template: str | Unset = "desktop-base"
    """ Template that its disk is made from. """
    size: str | Unset = "small"
    """ Name of a size, see `listSizes`. """
    region: str | Unset = UNSET
    """ Name of a region, see `listRegions`; default is the first. """
    display: DisplaySize | Unset = UNSET
    """ Size of a desktop's screen in pixels. """
    labels: Labels | Unset = UNSET
    """ Labels by name, at most 32: names of 1 to 63 characters, values of up to 255. """
    env: Environment | Unset = UNSET
    """ Environment variables by name. Values are secrets: write-only, never logged. """
    locale: str | Unset = "en-US"
    """ BCP 47 language tag with a region, such as `en-US`; sets the language of programs. """
    time_zone: str | Unset = "Etc/UTC"
    """ IANA time zone name. """
    keyboard_layout: str | Unset = "us"
    """ XKB keyboard layout, optionally with a variant: `us`, `de`, `de(nodeadkeys)`. """
    expires_at: datetime.datetime | Unset = UNSET
    """ Deadline as a time. Give this or `timeoutSeconds`; default is one hour from now. """
    timeout_seconds: int | Unset = UNSET
    """ Deadline in seconds from now. """
    on_expire: OnExpire | Unset = "stop"
    """ What happens at the deadline. """
    start_timeout_seconds: int | Unset = 600
    """ A start that takes longer fails. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        template = self.template

        size = self.size

        region = self.region

        display: dict[str, Any] | Unset = UNSET
        if not isinstance(self.display, Unset):
            display = self.display.to_dict()

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        locale = self.locale

        time_zone = self.time_zone

        keyboard_layout = self.keyboard_layout

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        timeout_seconds = self.timeout_seconds

        on_expire: str | Unset = UNSET
        if not isinstance(self.on_expire, Unset):
            on_expire = self.on_expire

        start_timeout_seconds = self.start_timeout_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if template is not UNSET:
            field_dict["template"] = template
        if size is not UNSET:
            field_dict["size"] = size
        if region is not UNSET:
            field_dict["region"] = region
        if display is not UNSET:
            field_dict["display"] = display
        if labels is not UNSET:
            field_dict["labels"] = labels
        if env is not UNSET:
            field_dict["env"] = env
        if locale is not UNSET:
            field_dict["locale"] = locale
        if time_zone is not UNSET:
            field_dict["timeZone"] = time_zone
        if keyboard_layout is not UNSET:
            field_dict["keyboardLayout"] = keyboard_layout
        if expires_at is not UNSET:
            field_dict["expiresAt"] = expires_at
        if timeout_seconds is not UNSET:
            field_dict["timeoutSeconds"] = timeout_seconds
        if on_expire is not UNSET:
            field_dict["onExpire"] = on_expire
        if start_timeout_seconds is not UNSET:
            field_dict["startTimeoutSeconds"] = start_timeout_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.display_size import DisplaySize  # noqa: PLC0415
        from ..models.environment import Environment  # noqa: PLC0415
        from ..models.labels import Labels  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        template = d.pop("template", UNSET)

        size = d.pop("size", UNSET)

        region = d.pop("region", UNSET)

        _display = d.pop("display", UNSET)
        display: DisplaySize | Unset
        if isinstance(_display, Unset):
            display = UNSET
        else:
            display = DisplaySize.from_dict(_display)

        _labels = d.pop("labels", UNSET)
        labels: Labels | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = Labels.from_dict(_labels)

        _env = d.pop("env", UNSET)
        env: Environment | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = Environment.from_dict(_env)

        locale = d.pop("locale", UNSET)

        time_zone = d.pop("timeZone", UNSET)

        keyboard_layout = d.pop("keyboardLayout", UNSET)

        _expires_at = d.pop("expiresAt", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        timeout_seconds = d.pop("timeoutSeconds", UNSET)

        _on_expire = d.pop("onExpire", UNSET)
        on_expire: OnExpire | Unset
        if isinstance(_on_expire, Unset):
            on_expire = UNSET
        else:
            on_expire = check_on_expire(_on_expire)

        start_timeout_seconds = d.pop("startTimeoutSeconds", UNSET)

        create_desktop = cls(
            name=name,
            template=template,
            size=size,
            region=region,
            display=display,
            labels=labels,
            env=env,
            locale=locale,
            time_zone=time_zone,
            keyboard_layout=keyboard_layout,
            expires_at=expires_at,
            timeout_seconds=timeout_seconds,
            on_expire=on_expire,
            start_timeout_seconds=start_timeout_seconds,
        )

        create_desktop.additional_properties = d
        return create_desktop

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
