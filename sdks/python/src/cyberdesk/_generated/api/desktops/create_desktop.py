from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_desktop import CreateDesktop
from ...models.desktop import Desktop
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: CreateDesktop,
    wait_seconds: int | Unset = 0,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["waitSeconds"] = wait_seconds

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/desktops",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Desktop | Problem | None:
    if response.status_code == 201:
        response_201 = Desktop.from_dict(response.json())

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
) -> Response[Desktop | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateDesktop,
    wait_seconds: int | Unset = 0,
    idempotency_key: str | Unset = UNSET,
) -> Response[Desktop | Problem]:
    """Create a desktop

     Creates a desktop and starts it. Answers at once with state `pending`; with `waitSeconds` the reply
    is held until
    it is `running` or has failed. The same `Idempotency-Key` never creates a second one.

    Args:
        wait_seconds (int | Unset):  Default: 0.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateDesktop): A desktop to create. Every member has a default. Example: {'name':
            'Invoice agent', 'size': 'small', 'timeoutSeconds': 3600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Desktop | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        wait_seconds=wait_seconds,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CreateDesktop,
    wait_seconds: int | Unset = 0,
    idempotency_key: str | Unset = UNSET,
) -> Desktop | Problem | None:
    """Create a desktop

     Creates a desktop and starts it. Answers at once with state `pending`; with `waitSeconds` the reply
    is held until
    it is `running` or has failed. The same `Idempotency-Key` never creates a second one.

    Args:
        wait_seconds (int | Unset):  Default: 0.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateDesktop): A desktop to create. Every member has a default. Example: {'name':
            'Invoice agent', 'size': 'small', 'timeoutSeconds': 3600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Desktop | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        wait_seconds=wait_seconds,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CreateDesktop,
    wait_seconds: int | Unset = 0,
    idempotency_key: str | Unset = UNSET,
) -> Response[Desktop | Problem]:
    """Create a desktop

     Creates a desktop and starts it. Answers at once with state `pending`; with `waitSeconds` the reply
    is held until
    it is `running` or has failed. The same `Idempotency-Key` never creates a second one.

    Args:
        wait_seconds (int | Unset):  Default: 0.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateDesktop): A desktop to create. Every member has a default. Example: {'name':
            'Invoice agent', 'size': 'small', 'timeoutSeconds': 3600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Desktop | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        wait_seconds=wait_seconds,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CreateDesktop,
    wait_seconds: int | Unset = 0,
    idempotency_key: str | Unset = UNSET,
) -> Desktop | Problem | None:
    """Create a desktop

     Creates a desktop and starts it. Answers at once with state `pending`; with `waitSeconds` the reply
    is held until
    it is `running` or has failed. The same `Idempotency-Key` never creates a second one.

    Args:
        wait_seconds (int | Unset):  Default: 0.
        idempotency_key (str | Unset): A key chosen by the client; the first result of a request
            is replayed for 24 h to every repeat of it. Example: order-4711-create.
        body (CreateDesktop): A desktop to create. Every member has a default. Example: {'name':
            'Invoice agent', 'size': 'small', 'timeoutSeconds': 3600}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Desktop | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            wait_seconds=wait_seconds,
            idempotency_key=idempotency_key,
        )
    ).parsed
