from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.stream import Stream


T = TypeVar("T", bound="CreatedStream")


@_attrs_define
class CreatedStream:
    """A new link, with the token that is shown only once.

    Example:
        {'stream': {'id': 'grt_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'role': 'view', 'createdAt': '2026-11-23T08:00:00Z',
            'expiresAt': '2026-11-23T09:00:00Z'}, 'viewerUrl':
            'https://cyberdesk.io/view/dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu#token=eyJhbGciOiJFZERTQSJ9.e30.c2ln',
            'embedUrl':
            'https://cyberdesk.io/embed/dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu#token=eyJhbGciOiJFZERTQSJ9.e30.c2ln',
            'websocketUrl': 'wss://gateway.cyberdesk.io/instances/dsk-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu/live', 'token':
            'eyJhbGciOiJFZERTQSJ9.e30.c2ln'}

    """

    stream: Stream
    """ A link to a desktop's live view. """
    viewer_url: str
    """ Page to send to a person. The token stands behind `#`, which browsers send to nobody. """
    embed_url: str
    """ The same without anything around the screen, for an iframe. """
    websocket_url: str
    """ WebSocket that carries RFB (VNC). Offer the subprotocols `binary` and `cyberdesk.grant.<token>`. """
    token: str
    """ The grant. Whoever has it can open the live view until it expires or is revoked. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stream = self.stream.to_dict()

        viewer_url = self.viewer_url

        embed_url = self.embed_url

        websocket_url = self.websocket_url

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stream": stream,
                "viewerUrl": viewer_url,
                "embedUrl": embed_url,
                "websocketUrl": websocket_url,
                "token": token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.stream import Stream  # noqa: PLC0415

        d = dict(src_dict)
        stream = Stream.from_dict(d.pop("stream"))

        viewer_url = d.pop("viewerUrl")

        embed_url = d.pop("embedUrl")

        websocket_url = d.pop("websocketUrl")

        token = d.pop("token")

        created_stream = cls(
            stream=stream,
            viewer_url=viewer_url,
            embed_url=embed_url,
            websocket_url=websocket_url,
            token=token,
        )

        created_stream.additional_properties = d
        return created_stream

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
