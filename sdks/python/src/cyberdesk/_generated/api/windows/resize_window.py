from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.resize_window import ResizeWindow
from ...models.resize_window_cyberdesk_actor import (
    ResizeWindowCyberdeskActor,
)
from ...models.window import Window
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    window_id: str,
    *,
    body: ResizeWindow,
    cyberdesk_actor: ResizeWindowCyberdeskActor | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(cyberdesk_actor, Unset):
        headers["Cyberdesk-Actor"] = str(cyberdesk_actor)

    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/desktops/{desktop_id}/windows/{window_id}/resize".format(
            desktop_id=quote(str(desktop_id), safe=""),
            window_id=quote(str(window_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Window | None:
    if response.status_code == 200:
        response_200 = Window.from_dict(response.json())

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
) -> Response[Problem | Window]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    desktop_id: str,
    window_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ResizeWindow,
    cyberdesk_actor: ResizeWindowCyberdeskActor | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Window]:
    """Resize a window

     Resizes a window. Programs may round the size, such as a terminal to whole characters.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        window_id (str): Id of a window of the screen. Example: 0x1c00003.
        cyberdesk_actor (ResizeWindowCyberdeskActor | Unset):
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (ResizeWindow): A new size. Example: {'width': 800, 'height': 600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Window]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        window_id=window_id,
        body=body,
        cyberdesk_actor=cyberdesk_actor,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    window_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ResizeWindow,
    cyberdesk_actor: ResizeWindowCyberdeskActor | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Window | None:
    """Resize a window

     Resizes a window. Programs may round the size, such as a terminal to whole characters.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        window_id (str): Id of a window of the screen. Example: 0x1c00003.
        cyberdesk_actor (ResizeWindowCyberdeskActor | Unset):
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (ResizeWindow): A new size. Example: {'width': 800, 'height': 600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Window
    """

    return sync_detailed(
        desktop_id=desktop_id,
        window_id=window_id,
        client=client,
        body=body,
        cyberdesk_actor=cyberdesk_actor,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    window_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ResizeWindow,
    cyberdesk_actor: ResizeWindowCyberdeskActor | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | Window]:
    """Resize a window

     Resizes a window. Programs may round the size, such as a terminal to whole characters.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        window_id (str): Id of a window of the screen. Example: 0x1c00003.
        cyberdesk_actor (ResizeWindowCyberdeskActor | Unset):
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (ResizeWindow): A new size. Example: {'width': 800, 'height': 600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Window]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        window_id=window_id,
        body=body,
        cyberdesk_actor=cyberdesk_actor,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    window_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: ResizeWindow,
    cyberdesk_actor: ResizeWindowCyberdeskActor | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Problem | Window | None:
    """Resize a window

     Resizes a window. Programs may round the size, such as a terminal to whole characters.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        window_id (str): Id of a window of the screen. Example: 0x1c00003.
        cyberdesk_actor (ResizeWindowCyberdeskActor | Unset):
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (ResizeWindow): A new size. Example: {'width': 800, 'height': 600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Window
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            window_id=window_id,
            client=client,
            body=body,
            cyberdesk_actor=cyberdesk_actor,
            idempotency_key=idempotency_key,
        )
    ).parsed
