from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_changed_event import FileChangedEvent
from ...models.file_watch_gap_event import FileWatchGapEvent
from ...models.file_watch_ready_event import FileWatchReadyEvent
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    path: str,
    recursive: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["path"] = path

    params["recursive"] = recursive

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/files/events".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_file_event_type_0 = FileWatchReadyEvent.from_dict(data)

                return componentsschemas_file_event_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_file_event_type_1 = FileChangedEvent.from_dict(data)

                return componentsschemas_file_event_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_file_event_type_2 = FileWatchGapEvent.from_dict(data)

            return componentsschemas_file_event_type_2

        response_200 = _parse_response_200(response.text)

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
) -> Response[FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem]:
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
    recursive: bool | Unset = False,
) -> Response[FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem]:
    """Watch files

     Streams the changes below a directory. Ends with `gap` when changes were lost or over 10,000
    directories are below.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        recursive (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        recursive=recursive,
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
    recursive: bool | Unset = False,
) -> FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem | None:
    """Watch files

     Streams the changes below a directory. Ends with `gap` when changes were lost or over 10,000
    directories are below.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        recursive (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        path=path,
        recursive=recursive,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    recursive: bool | Unset = False,
) -> Response[FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem]:
    """Watch files

     Streams the changes below a directory. Ends with `gap` when changes were lost or over 10,000
    directories are below.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        recursive (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        recursive=recursive,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    recursive: bool | Unset = False,
) -> FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem | None:
    """Watch files

     Streams the changes below a directory. Ends with `gap` when changes were lost or over 10,000
    directories are below.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        recursive (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileChangedEvent | FileWatchGapEvent | FileWatchReadyEvent | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            path=path,
            recursive=recursive,
        )
    ).parsed
