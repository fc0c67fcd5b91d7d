from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_info import FileInfo
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    body: File,
    path: str,
    mode: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["if-match"] = if_match

    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    params: dict[str, Any] = {}

    params["path"] = path

    params["mode"] = mode

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/desktops/{desktop_id}/files/content".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FileInfo | Problem | None:
    if response.status_code == 200:
        response_200 = FileInfo.from_dict(response.json())

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
) -> Response[FileInfo | Problem]:
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
    body: File,
    path: str,
    mode: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[FileInfo | Problem]:
    """Write a file

     Writes a whole file. The bytes go to a temporary file that replaces the old one only when all have
    arrived,
    so a broken upload leaves the old content. The directory must exist.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        mode (str | Unset):
        if_match (str | Unset):
        if_none_match (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileInfo | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        path=path,
        mode=mode,
        if_match=if_match,
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
    body: File,
    path: str,
    mode: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> FileInfo | Problem | None:
    """Write a file

     Writes a whole file. The bytes go to a temporary file that replaces the old one only when all have
    arrived,
    so a broken upload leaves the old content. The directory must exist.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        mode (str | Unset):
        if_match (str | Unset):
        if_none_match (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileInfo | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        body=body,
        path=path,
        mode=mode,
        if_match=if_match,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: File,
    path: str,
    mode: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[FileInfo | Problem]:
    """Write a file

     Writes a whole file. The bytes go to a temporary file that replaces the old one only when all have
    arrived,
    so a broken upload leaves the old content. The directory must exist.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        mode (str | Unset):
        if_match (str | Unset):
        if_none_match (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileInfo | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        path=path,
        mode=mode,
        if_match=if_match,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: File,
    path: str,
    mode: str | Unset = UNSET,
    if_match: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> FileInfo | Problem | None:
    """Write a file

     Writes a whole file. The bytes go to a temporary file that replaces the old one only when all have
    arrived,
    so a broken upload leaves the old content. The directory must exist.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        mode (str | Unset):
        if_match (str | Unset):
        if_none_match (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileInfo | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            body=body,
            path=path,
            mode=mode,
            if_match=if_match,
            if_none_match=if_none_match,
        )
    ).parsed
