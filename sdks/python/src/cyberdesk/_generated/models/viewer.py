from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.actor_type_type_1 import ActorTypeType1, check_actor_type_type_1
from ..models.viewer_role_type_0 import ViewerRoleType0, check_viewer_role_type_0
from ..types import UNSET, Unset

T = TypeVar("T", bound="Viewer")


@_attrs_define
class Viewer:
    """Somebody who watches the screen now.

    Example:
        {'id': 'vwr_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'role': 'view', 'actor': 'human', 'connectedAt':
            '2026-11-23T08:00:00Z'}

    """

    id: str
    """ Id of somebody who watches a live view. """
    role: str | ViewerRoleType0
    """ What the viewer may do. New values may appear. """
    actor: ActorTypeType1 | str
    """ Who acts on a desktop: a person, or a program. New values may appear. """
    connected_at: datetime.datetime
    """ Since when. """
    stream_id: str | Unset = UNSET
    """ Id of a grant: a live-view link with a role and an expiry. """
    label: str | Unset = UNSET
    """ Who the link is for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        role: str
        if isinstance(self.role, str):
            role = self.role
        else:
            role = self.role

        actor: str
        if isinstance(self.actor, str):
            actor = self.actor
        else:
            actor = self.actor

        connected_at = self.connected_at.isoformat()

        stream_id = self.stream_id

        label = self.label

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "role": role,
                "actor": actor,
                "connectedAt": connected_at,
            }
        )
        if stream_id is not UNSET:
            field_dict["streamId"] = stream_id
        if label is not UNSET:
            field_dict["label"] = label

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_role(data: object) -> str | ViewerRoleType0:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = check_viewer_role_type_0(data)

                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | ViewerRoleType0, data)

        role = _parse_role(d.pop("role"))

        def _parse_actor(data: object) -> ActorTypeType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_actor_type_type_1 = check_actor_type_type_1(data)

                return componentsschemas_actor_type_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ActorTypeType1 | str, data)

        actor = _parse_actor(d.pop("actor"))

        connected_at = datetime.datetime.fromisoformat(d.pop("connectedAt"))

        stream_id = d.pop("streamId", UNSET)

        label = d.pop("label", UNSET)

        viewer = cls(
            id=id,
            role=role,
            actor=actor,
            connected_at=connected_at,
            stream_id=stream_id,
            label=label,
        )

        viewer.additional_properties = d
        return viewer

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
