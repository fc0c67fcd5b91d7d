from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_search_result import FileSearchResult
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    path: str,
    content: str | Unset = UNSET,
    regex: bool | Unset = False,
    ignore_case: bool | Unset = False,
    glob: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["path"] = path

    params["content"] = content

    params["regex"] = regex

    params["ignoreCase"] = ignore_case

    params["glob"] = glob

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/files/search".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FileSearchResult | Problem | None:
    if response.status_code == 200:
        response_200 = FileSearchResult.from_dict(response.json())

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
) -> Response[FileSearchResult | Problem]:
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
    content: str | Unset = UNSET,
    regex: bool | Unset = False,
    ignore_case: bool | Unset = False,
    glob: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[FileSearchResult | Problem]:
    """Search files

     Searches names, contents or both below a directory. Links are not followed, binary files are not
    read.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        content (str | Unset):
        regex (bool | Unset):  Default: False.
        ignore_case (bool | Unset):  Default: False.
        glob (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileSearchResult | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        content=content,
        regex=regex,
        ignore_case=ignore_case,
        glob=glob,
        limit=limit,
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
    content: str | Unset = UNSET,
    regex: bool | Unset = False,
    ignore_case: bool | Unset = False,
    glob: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> FileSearchResult | Problem | None:
    """Search files

     Searches names, contents or both below a directory. Links are not followed, binary files are not
    read.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        content (str | Unset):
        regex (bool | Unset):  Default: False.
        ignore_case (bool | Unset):  Default: False.
        glob (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileSearchResult | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        path=path,
        content=content,
        regex=regex,
        ignore_case=ignore_case,
        glob=glob,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    content: str | Unset = UNSET,
    regex: bool | Unset = False,
    ignore_case: bool | Unset = False,
    glob: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> Response[FileSearchResult | Problem]:
    """Search files

     Searches names, contents or both below a directory. Links are not followed, binary files are not
    read.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        content (str | Unset):
        regex (bool | Unset):  Default: False.
        ignore_case (bool | Unset):  Default: False.
        glob (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileSearchResult | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        path=path,
        content=content,
        regex=regex,
        ignore_case=ignore_case,
        glob=glob,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    path: str,
    content: str | Unset = UNSET,
    regex: bool | Unset = False,
    ignore_case: bool | Unset = False,
    glob: str | Unset = UNSET,
    limit: int | Unset = 100,
) -> FileSearchResult | Problem | None:
    """Search files

     Searches names, contents or both below a directory. Links are not followed, binary files are not
    read.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        path (str): Absolute path inside a desktop; `..` segments and NUL are refused. Example:
            /home/desktop/report.txt.
        content (str | Unset):
        regex (bool | Unset):  Default: False.
        ignore_case (bool | Unset):  Default: False.
        glob (str | Unset):
        limit (int | Unset):  Default: 100.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileSearchResult | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            path=path,
            content=content,
            regex=regex,
            ignore_case=ignore_case,
            glob=glob,
            limit=limit,
        )
    ).parsed
