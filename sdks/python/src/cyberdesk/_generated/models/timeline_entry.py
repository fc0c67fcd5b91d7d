from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.timeline_source_type_1 import (
    TimelineSourceType1,
    check_timeline_source_type_1,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.timeline_actor import TimelineActor
    from ..models.timeline_entry_actions_item import TimelineEntryActionsItem


T = TypeVar("T", bound="TimelineEntry")


@_attrs_define
class TimelineEntry:
    """Something that was done on the desktop: one request, or what a person did in a live view within ten seconds.

    Example:
        {'id': 'tml_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'at': '2026-11-23T08:00:00Z', 'source': 'api', 'actor':
            {'type': 'agent', 'id': 'key_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu'}, 'operation': 'performActions', 'summary':
            'click at 640, 400', 'outcome': 'done', 'durationMs': 4, 'thumbnails': True}

    """

    id: str
    """ Id of an entry of the timeline; sortable by time. """
    at: datetime.datetime
    """ When it began. """
    source: str | TimelineSourceType1
    """ Where an entry came from. New values may appear. """
    actor: TimelineActor
    """ Who did it. """
    operation: str
    """ The operation, such as `performActions`, or `input` in a live view. """
    summary: str
    """ What was done, in a few words. Text that was typed is not told, only how long it was. """
    outcome: str
    """ How it ended: `done`, `failed` or `refused`. """
    duration_ms: int
    """ How long it took, in milliseconds. """
    thumbnails: bool
    """ True when there are pictures from before and after. """
    actions: list[TimelineEntryActionsItem] | Unset = UNSET
    """ The steps of a batch, without the text that they typed. """
    request_id: str | Unset = UNSET
    """ Id of a request, echoed in `X-Request-Id` and in every problem. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        at = self.at.isoformat()

        source: str
        if isinstance(self.source, str):
            source = self.source
        else:
            source = self.source

        actor = self.actor.to_dict()

        operation = self.operation

        summary = self.summary

        outcome = self.outcome

        duration_ms = self.duration_ms

        thumbnails = self.thumbnails

        actions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.actions, Unset):
            actions = []
            for actions_item_data in self.actions:
                actions_item = actions_item_data.to_dict()
                actions.append(actions_item)

        request_id = self.request_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "source": source,
                "actor": actor,
                "operation": operation,
                "summary": summary,
                "outcome": outcome,
                "durationMs": duration_ms,
                "thumbnails": thumbnails,
            }
        )
        if actions is not UNSET:
            field_dict["actions"] = actions
        if request_id is not UNSET:
            field_dict["requestId"] = request_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.timeline_actor import TimelineActor  # noqa: PLC0415
        from ..models.timeline_entry_actions_item import TimelineEntryActionsItem  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_source(data: object) -> str | TimelineSourceType1:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_timeline_source_type_1 = check_timeline_source_type_1(data)

                return componentsschemas_timeline_source_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | TimelineSourceType1, data)

        source = _parse_source(d.pop("source"))

        actor = TimelineActor.from_dict(d.pop("actor"))

        operation = d.pop("operation")

        summary = d.pop("summary")

        outcome = d.pop("outcome")

        duration_ms = d.pop("durationMs")

        thumbnails = d.pop("thumbnails")

        _actions = d.pop("actions", UNSET)
        actions: list[TimelineEntryActionsItem] | Unset = UNSET
        if _actions is not UNSET:
            actions = []
            for actions_item_data in _actions:
                actions_item = TimelineEntryActionsItem.from_dict(actions_item_data)

                actions.append(actions_item)

        request_id = d.pop("requestId", UNSET)

        timeline_entry = cls(
            id=id,
            at=at,
            source=source,
            actor=actor,
            operation=operation,
            summary=summary,
            outcome=outcome,
            duration_ms=duration_ms,
            thumbnails=thumbnails,
            actions=actions,
            request_id=request_id,
        )

        timeline_entry.additional_properties = d
        return timeline_entry

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
