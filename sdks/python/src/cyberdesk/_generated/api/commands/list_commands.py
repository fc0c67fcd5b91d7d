from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.command_page import CommandPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["tag"] = tag

    params["state"] = state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/commands".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CommandPage | Problem | None:
    if response.status_code == 200:
        response_200 = CommandPage.from_dict(response.json())

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
) -> Response[CommandPage | Problem]:
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
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> Response[CommandPage | Problem]:
    """List commands

     Lists commands, oldest first: those that run, and the last 200 that have ended. Outputs are left
    out.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        tag (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommandPage | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        limit=limit,
        cursor=cursor,
        tag=tag,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> CommandPage | Problem | None:
    """List commands

     Lists commands, oldest first: those that run, and the last 200 that have ended. Outputs are left
    out.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        tag (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommandPage | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        limit=limit,
        cursor=cursor,
        tag=tag,
        state=state,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> Response[CommandPage | Problem]:
    """List commands

     Lists commands, oldest first: those that run, and the last 200 that have ended. Outputs are left
    out.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        tag (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommandPage | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        limit=limit,
        cursor=cursor,
        tag=tag,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> CommandPage | Problem | None:
    """List commands

     Lists commands, oldest first: those that run, and the last 200 that have ended. Outputs are left
    out.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        tag (str | Unset):
        state (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommandPage | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            limit=limit,
            cursor=cursor,
            tag=tag,
            state=state,
        )
    ).parsed
