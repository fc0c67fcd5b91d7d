from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_file_link import CreateFileLink
from ...models.file_link import FileLink
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    body: CreateFileLink,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/desktops/{desktop_id}/file-links".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> FileLink | Problem | None:
    if response.status_code == 201:
        response_201 = FileLink.from_dict(response.json())

        return response_201

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
) -> Response[FileLink | Problem]:
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
    body: CreateFileLink,
    idempotency_key: str | Unset = UNSET,
) -> Response[FileLink | Problem]:
    """Create a file link

     Signs a URL that reads or writes one file, for programs and people without a key. A link to upload
    needs the scope
    `files:write` too.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateFileLink): A file to link to. Example: {'path': '/home/desktop/report.pdf',
            'method': 'GET'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileLink | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileLink,
    idempotency_key: str | Unset = UNSET,
) -> FileLink | Problem | None:
    """Create a file link

     Signs a URL that reads or writes one file, for programs and people without a key. A link to upload
    needs the scope
    `files:write` too.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateFileLink): A file to link to. Example: {'path': '/home/desktop/report.pdf',
            'method': 'GET'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileLink | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileLink,
    idempotency_key: str | Unset = UNSET,
) -> Response[FileLink | Problem]:
    """Create a file link

     Signs a URL that reads or writes one file, for programs and people without a key. A link to upload
    needs the scope
    `files:write` too.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateFileLink): A file to link to. Example: {'path': '/home/desktop/report.pdf',
            'method': 'GET'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileLink | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    body: CreateFileLink,
    idempotency_key: str | Unset = UNSET,
) -> FileLink | Problem | None:
    """Create a file link

     Signs a URL that reads or writes one file, for programs and people without a key. A link to upload
    needs the scope
    `files:write` too.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateFileLink): A file to link to. Example: {'path': '/home/desktop/report.pdf',
            'method': 'GET'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileLink | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
