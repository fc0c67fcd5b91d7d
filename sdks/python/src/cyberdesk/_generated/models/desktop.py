from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.desktop_state_type_1 import DesktopStateType1, check_desktop_state_type_1
from ..models.on_expire import OnExpire, check_on_expire
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cost import Cost
    from ..models.display_size import DisplaySize
    from ..models.labels import Labels


T = TypeVar("T", bound="Desktop")


@_attrs_define
class Desktop:
    """A virtual machine with a screen.

    Example:
        {'id': 'dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'name': 'Invoice agent', 'state': 'running', 'stateReason':
            'Ready', 'stateMessage': 'The desktop can be used.', 'stateSince': '2026-11-23T08:00:02Z', 'template': 'desktop-
            base', 'size': 'small', 'region': 'local', 'clusterId': 'local', 'display': {'width': 1280, 'height': 800},
            'labels': {'team': 'qa'}, 'locale': 'en-US', 'timeZone': 'Etc/UTC', 'keyboardLayout': 'us', 'createdAt':
            '2026-11-23T08:00:00Z', 'expiresAt': '2026-11-23T09:00:00Z', 'onExpire': 'stop', 'runningSeconds': 720, 'cost':
            {'accruedMicros': 12000, 'ratePerHourMicros': 60000, 'currency': 'USD'}, 'capabilities': ['screen', 'input',
            'commands', 'files', 'liveView']}

    """

    id: str
    """ Id of a desktop; sortable by creation time. As a Kubernetes name its `_` is a `-`. """
    name: str
    """ A name people gave: any text of 1 to 100 characters. """
    state: DesktopStateType1 | str
    """ Where a desktop stands. New values may appear. """
    state_reason: str
    """ Why, in one word, such as `DeadlineReached`. """
    state_message: str
    """ Why, for people. """
    state_since: datetime.datetime
    """ Since when. """
    template: str
    """ Template that its disk was made from. """
    size: str
    """ Name of its size. """
    region: str
    """ Region it runs in. """
    cluster_id: str
    """ Name of a cluster. """
    display: DisplaySize
    """ Size of a desktop's screen in pixels. """
    labels: Labels
    """ Labels by name, at most 32: names of 1 to 63 characters, values of up to 255. """
    locale: str
    """ BCP 47 language tag with a region, such as `en-US`; sets the language of programs. """
    time_zone: str
    """ IANA time zone name. """
    keyboard_layout: str
    """ XKB keyboard layout, optionally with a variant: `us`, `de`, `de(nodeadkeys)`. """
    created_at: datetime.datetime
    """ When it was created. """
    on_expire: OnExpire | str
    """ What happens then. New values may appear. """
    running_seconds: int
    """ Seconds that it has run and was billed for. """
    cost: Cost
    """ What a desktop has cost so far and costs while it runs. """
    capabilities: list[str]
    """ What can be done with it, by name of the capability. """
    expires_at: datetime.datetime | Unset = UNSET
    """ When it stops or is deleted by itself. """
    deleted_at: datetime.datetime | Unset = UNSET
    """ When it was deleted. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        state: str
        if isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        state_reason = self.state_reason

        state_message = self.state_message

        state_since = self.state_since.isoformat()

        template = self.template

        size = self.size

        region = self.region

        cluster_id = self.cluster_id

        display = self.display.to_dict()

        labels = self.labels.to_dict()

        locale = self.locale

        time_zone = self.time_zone

        keyboard_layout = self.keyboard_layout

        created_at = self.created_at.isoformat()

        on_expire: str
        if isinstance(self.on_expire, str):
            on_expire = self.on_expire
        else:
            on_expire = self.on_expire

        running_seconds = self.running_seconds

        cost = self.cost.to_dict()

        capabilities = self.capabilities

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        deleted_at: str | Unset = UNSET
        if not isinstance(self.deleted_at, Unset):
            deleted_at = self.deleted_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "state": state,
                "stateReason": state_reason,
                "stateMessage": state_message,
                "stateSince": state_since,
                "template": template,
                "size": size,
                "region": region,
                "clusterId": cluster_id,
                "display": display,
                "labels": labels,
                "locale": locale,
                "timeZone": time_zone,
                "keyboardLayout": keyboard_layout,
                "createdAt": created_at,
                "onExpire": on_expire,
                "runningSeconds": running_seconds,
                "cost": cost,
                "capabilities": capabilities,
            }
        )
        if expires_at is not UNSET:
            field_dict["expiresAt"] = expires_at
        if deleted_at is not UNSET:
            field_dict["deletedAt"] = deleted_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cost import Cost  # noqa: PLC0415
        from ..models.display_size import DisplaySize  # noqa: PLC0415
        from ..models.labels import Labels  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_state(data: object) -> DesktopStateType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_desktop_state_type_1 = check_desktop_state_type_1(data)

                return componentsschemas_desktop_state_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DesktopStateType1 | str, data)

        state = _parse_state(d.pop("state"))

        state_reason = d.pop("stateReason")

        state_message = d.pop("stateMessage")

        state_since = datetime.datetime.fromisoformat(d.pop("stateSince"))

        template = d.pop("template")

        size = d.pop("size")

        region = d.pop("region")

        cluster_id = d.pop("clusterId")

        display = DisplaySize.from_dict(d.pop("display"))

        labels = Labels.from_dict(d.pop("labels"))

        locale = d.pop("locale")

        time_zone = d.pop("timeZone")

        keyboard_layout = d.pop("keyboardLayout")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        def _parse_on_expire(data: object) -> OnExpire | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                on_expire_type_0 = check_on_expire(data)

                return on_expire_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(OnExpire | str, data)

        on_expire = _parse_on_expire(d.pop("onExpire"))

        running_seconds = d.pop("runningSeconds")

        cost = Cost.from_dict(d.pop("cost"))

        capabilities = cast(list[str], d.pop("capabilities"))

        _expires_at = d.pop("expiresAt", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        _deleted_at = d.pop("deletedAt", UNSET)
        deleted_at: datetime.datetime | Unset
        if isinstance(_deleted_at, Unset):
            deleted_at = UNSET
        else:
            deleted_at = datetime.datetime.fromisoformat(_deleted_at)

        desktop = cls(
            id=id,
            name=name,
            state=state,
            state_reason=state_reason,
            state_message=state_message,
            state_since=state_since,
            template=template,
            size=size,
            region=region,
            cluster_id=cluster_id,
            display=display,
            labels=labels,
            locale=locale,
            time_zone=time_zone,
            keyboard_layout=keyboard_layout,
            created_at=created_at,
            on_expire=on_expire,
            running_seconds=running_seconds,
            cost=cost,
            capabilities=capabilities,
            expires_at=expires_at,
            deleted_at=deleted_at,
        )

        desktop.additional_properties = d
        return desktop

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
