from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.control import Control
from ...models.get_control_cyberdesk_actor import (
    GetControlCyberdeskActor,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    cyberdesk_actor: GetControlCyberdeskActor | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(cyberdesk_actor, Unset):
        headers["Cyberdesk-Actor"] = str(cyberdesk_actor)

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/control".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Control | Problem | None:
    if response.status_code == 200:
        response_200 = Control.from_dict(response.json())

        return response_200

    if 400 <= response.status_code <= 499:
        response_4xx = Problem.from_dict(response.json())

        return response_4xx

    if 500 <= response.status_code <= 599:
        response_5xx = Problem.from_dict(response.json())

        return response_5xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Control | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    cyberdesk_actor: GetControlCyberdeskActor | Unset = UNSET,
) -> Response[Control | Problem]:
    """Get control

     Tells who holds the control of the desktop.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        cyberdesk_actor (GetControlCyberdeskActor | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Control | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        cyberdesk_actor=cyberdesk_actor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    cyberdesk_actor: GetControlCyberdeskActor | Unset = UNSET,
) -> Control | Problem | None:
    """Get control

     Tells who holds the control of the desktop.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        cyberdesk_actor (GetControlCyberdeskActor | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Control | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        cyberdesk_actor=cyberdesk_actor,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    cyberdesk_actor: GetControlCyberdeskActor | Unset = UNSET,
) -> Response[Control | Problem]:
    """Get control

     Tells who holds the control of the desktop.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        cyberdesk_actor (GetControlCyberdeskActor | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Control | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        cyberdesk_actor=cyberdesk_actor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    cyberdesk_actor: GetControlCyberdeskActor | Unset = UNSET,
) -> Control | Problem | None:
    """Get control

     Tells who holds the control of the desktop.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        cyberdesk_actor (GetControlCyberdeskActor | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Control | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            cyberdesk_actor=cyberdesk_actor,
        )
    ).parsed
