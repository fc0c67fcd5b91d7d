from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.point import Point
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    desktop_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/cursor".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Point | Problem | None:
    if response.status_code == 200:
        response_200 = Point.from_dict(response.json())

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
) -> Response[Point | Problem]:
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
) -> Response[Point | Problem]:
    """Get the pointer

     Tells where the pointer is.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Point | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Point | Problem | None:
    """Get the pointer

     Tells where the pointer is.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Point | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Point | Problem]:
    """Get the pointer

     Tells where the pointer is.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Point | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Point | Problem | None:
    """Get the pointer

     Tells where the pointer is.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Point | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
        )
    ).parsed
