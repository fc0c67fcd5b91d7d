from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    path: str,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(range_, Unset):
        headers["range"] = range_

    if not isinstance(if_range, Unset):
        headers["if-range"] = if_range

    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    params: dict[str, Any] = {}

    params["path"] = path

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/files/content".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

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
) -> Response[Any | File | Problem]:
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
    path: str,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Read a file

     Streams a file's bytes, or a single range of them.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        range_ (str | Unset):
        if_range (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        range_=range_,
        if_range=if_range,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Read a file

     Streams a file's bytes, or a single range of them.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        range_ (str | Unset):
        if_range (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        path=path,
        range_=range_,
        if_range=if_range,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Read a file

     Streams a file's bytes, or a single range of them.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        range_ (str | Unset):
        if_range (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        range_=range_,
        if_range=if_range,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    range_: str | Unset = UNSET,
    if_range: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Read a file

     Streams a file's bytes, or a single range of them.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        range_ (str | Unset):
        if_range (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            path=path,
            range_=range_,
            if_range=if_range,
            if_none_match=if_none_match,
        )
    ).parsed
