from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.unpacked_archive import UnpackedArchive
from ...types import UNSET, File, Response


def _get_kwargs(
    desktop_id: str,
    *,
    body: File,
    path: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["path"] = path

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/desktops/{desktop_id}/files/archive".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/gzip"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | UnpackedArchive | None:
    if response.status_code == 200:
        response_200 = UnpackedArchive.from_dict(response.json())

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
) -> Response[Problem | UnpackedArchive]:
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
) -> Response[Problem | UnpackedArchive]:
    """Upload an archive

     Unpacks a gzipped tar archive into a directory that exists. Files, directories and links are taken,
    nothing may
    lead out of the directory, and it may unpack to at most 16 GiB and 100 times its size; 1 MiB is
    always allowed.
    What was unpacked before an entry that is refused stays.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UnpackedArchive]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        path=path,
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
) -> Problem | UnpackedArchive | None:
    """Upload an archive

     Unpacks a gzipped tar archive into a directory that exists. Files, directories and links are taken,
    nothing may
    lead out of the directory, and it may unpack to at most 16 GiB and 100 times its size; 1 MiB is
    always allowed.
    What was unpacked before an entry that is refused stays.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UnpackedArchive
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        body=body,
        path=path,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: File,
    path: str,
) -> Response[Problem | UnpackedArchive]:
    """Upload an archive

     Unpacks a gzipped tar archive into a directory that exists. Files, directories and links are taken,
    nothing may
    lead out of the directory, and it may unpack to at most 16 GiB and 100 times its size; 1 MiB is
    always allowed.
    What was unpacked before an entry that is refused stays.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UnpackedArchive]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        path=path,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: File,
    path: str,
) -> Problem | UnpackedArchive | None:
    """Upload an archive

     Unpacks a gzipped tar archive into a directory that exists. Files, directories and links are taken,
    nothing may
    lead out of the directory, and it may unpack to at most 16 GiB and 100 times its size; 1 MiB is
    always allowed.
    What was unpacked before an entry that is refused stays.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UnpackedArchive
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            body=body,
            path=path,
        )
    ).parsed
