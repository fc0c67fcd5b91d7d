from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_type_type_1 import EventTypeType1, check_event_type_type_1
from ..types import UNSET, Unset

T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """Something that happened in the organization.

    Example:
        {'type': 'desktop.running', 'id': 'evt_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'desktopId':
            'dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'createdAt': '2026-11-23T08:00:02Z', 'state': 'running', 'reason':
            'Ready', 'message': 'The desktop can be used.'}

    """

    type_: EventTypeType1 | str
    """ What happened: `desktop.created`, or `desktop.` with the state that was reached. New values may appear. """
    id: str
    """ Id of an event; sortable by time. """
    created_at: datetime.datetime
    """ When it happened. """
    desktop_id: str | Unset = UNSET
    """ Id of a desktop; sortable by creation time. As a Kubernetes name its `_` is a `-`. """
    state: str | Unset = UNSET
    """ State of the desktop after it. """
    reason: str | Unset = UNSET
    """ Why, in one word. """
    message: str | Unset = UNSET
    """ Why, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        id = self.id

        created_at = self.created_at.isoformat()

        desktop_id = self.desktop_id

        state = self.state

        reason = self.reason

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "id": id,
                "createdAt": created_at,
            }
        )
        if desktop_id is not UNSET:
            field_dict["desktopId"] = desktop_id
        if state is not UNSET:
            field_dict["state"] = state
        if reason is not UNSET:
            field_dict["reason"] = reason
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_type_(data: object) -> EventTypeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_event_type_type_1 = check_event_type_type_1(data)

                return componentsschemas_event_type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventTypeType1 | str, data)

        type_ = _parse_type_(d.pop("type"))

        id = d.pop("id")

        created_at = datetime.datetime.fromisoformat(d.pop("createdAt"))

        desktop_id = d.pop("desktopId", UNSET)

        state = d.pop("state", UNSET)

        reason = d.pop("reason", UNSET)

        message = d.pop("message", UNSET)

        event = cls(
            type_=type_,
            id=id,
            created_at=created_at,
            desktop_id=desktop_id,
            state=state,
            reason=reason,
            message=message,
        )

        event.additional_properties = d
        return event

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
