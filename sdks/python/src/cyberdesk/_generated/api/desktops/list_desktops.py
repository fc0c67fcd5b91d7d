from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.desktop_page import DesktopPage
from ...models.desktop_state_type_1 import DesktopStateType1
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    state: list[DesktopStateType1 | str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    json_state: list[str] | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = []
        for state_item_data in state:
            state_item: str
            if isinstance(state_item_data, str):
                state_item = state_item_data
            else:
                state_item = state_item_data
            json_state.append(state_item)

    params["state"] = json_state

    json_label: list[str] | Unset = UNSET
    if not isinstance(label, Unset):
        json_label = label

    params["label"] = json_label

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DesktopPage | Problem | None:
    if response.status_code == 200:
        response_200 = DesktopPage.from_dict(response.json())

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
) -> Response[DesktopPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    state: list[DesktopStateType1 | str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
) -> Response[DesktopPage | Problem]:
    """List desktops

     Lists your desktops, newest first. Deleted ones are listed only when `state` asks for them, for 30
    days.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        state (list[DesktopStateType1 | str] | Unset):
        label (list[str] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DesktopPage | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        state=state,
        label=label,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    state: list[DesktopStateType1 | str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
) -> DesktopPage | Problem | None:
    """List desktops

     Lists your desktops, newest first. Deleted ones are listed only when `state` asks for them, for 30
    days.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        state (list[DesktopStateType1 | str] | Unset):
        label (list[str] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DesktopPage | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        state=state,
        label=label,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    state: list[DesktopStateType1 | str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
) -> Response[DesktopPage | Problem]:
    """List desktops

     Lists your desktops, newest first. Deleted ones are listed only when `state` asks for them, for 30
    days.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        state (list[DesktopStateType1 | str] | Unset):
        label (list[str] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DesktopPage | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        state=state,
        label=label,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    state: list[DesktopStateType1 | str] | Unset = UNSET,
    label: list[str] | Unset = UNSET,
) -> DesktopPage | Problem | None:
    """List desktops

     Lists your desktops, newest first. Deleted ones are listed only when `state` asks for them, for 30
    days.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset): Opaque place in a list; pass it back unchanged to get the next page.
        state (list[DesktopStateType1 | str] | Unset):
        label (list[str] | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DesktopPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            state=state,
            label=label,
        )
    ).parsed
