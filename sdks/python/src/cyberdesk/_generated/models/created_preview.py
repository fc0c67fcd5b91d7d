from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.preview import Preview


T = TypeVar("T", bound="CreatedPreview")


@_attrs_define
class CreatedPreview:
    """A new preview, with the token that is shown only once.

    Example:
        {'preview': {'id': 'prv_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'port': 3000, 'public': False, 'url':
            'https://prv-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.preview.cyberdesk.dev/', 'createdAt': '2026-11-23T08:00:00Z',
            'expiresAt': '2026-11-23T09:00:00Z'}, 'openUrl': 'https://prv-
            32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.preview.cyberdesk.dev/.cyberdesk/open#eyJhbGciOiJFZERTQSJ9.e30.c2ln',
            'token': 'eyJhbGciOiJFZERTQSJ9.e30.c2ln'}

    """

    preview: Preview
    """ A port of the desktop that is reached from outside, on a host name of its own. """
    open_url: str
    """ Page for a person: puts the token, which stands behind `#`, into a cookie and goes on to the preview. """
    token: str
    """ For programs: send it as `Cyberdesk-Preview-Token`. It is taken off before the request reaches the desktop.
    """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        preview = self.preview.to_dict()

        open_url = self.open_url

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "preview": preview,
                "openUrl": open_url,
                "token": token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preview import Preview  # noqa: PLC0415

        d = dict(src_dict)
        preview = Preview.from_dict(d.pop("preview"))

        open_url = d.pop("openUrl")

        token = d.pop("token")

        created_preview = cls(
            preview=preview,
            open_url=open_url,
            token=token,
        )

        created_preview.additional_properties = d
        return created_preview

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
