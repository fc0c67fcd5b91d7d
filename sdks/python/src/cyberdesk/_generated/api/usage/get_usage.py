import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.usage_report import UsageReport
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    desktop_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_from_: str | Unset = UNSET
    if not isinstance(from_, Unset):
        json_from_ = from_.isoformat()
    params["from"] = json_from_

    json_to: str | Unset = UNSET
    if not isinstance(to, Unset):
        json_to = to.isoformat()
    params["to"] = json_to

    params["desktopId"] = desktop_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/usage",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | UsageReport | None:
    if response.status_code == 200:
        response_200 = UsageReport.from_dict(response.json())

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
) -> Response[Problem | UsageReport]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    desktop_id: str | Unset = UNSET,
) -> Response[Problem | UsageReport]:
    """Get usage

     Returns what your organization used in a span of time, live.

    Args:
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        desktop_id (str | Unset): Id of a desktop; sortable by creation time. As a Kubernetes name
            its `_` is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UsageReport]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        desktop_id=desktop_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    desktop_id: str | Unset = UNSET,
) -> Problem | UsageReport | None:
    """Get usage

     Returns what your organization used in a span of time, live.

    Args:
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        desktop_id (str | Unset): Id of a desktop; sortable by creation time. As a Kubernetes name
            its `_` is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UsageReport
    """

    return sync_detailed(
        client=client,
        from_=from_,
        to=to,
        desktop_id=desktop_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    desktop_id: str | Unset = UNSET,
) -> Response[Problem | UsageReport]:
    """Get usage

     Returns what your organization used in a span of time, live.

    Args:
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        desktop_id (str | Unset): Id of a desktop; sortable by creation time. As a Kubernetes name
            its `_` is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UsageReport]
    """

    kwargs = _get_kwargs(
        from_=from_,
        to=to,
        desktop_id=desktop_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    from_: datetime.datetime | Unset = UNSET,
    to: datetime.datetime | Unset = UNSET,
    desktop_id: str | Unset = UNSET,
) -> Problem | UsageReport | None:
    """Get usage

     Returns what your organization used in a span of time, live.

    Args:
        from_ (datetime.datetime | Unset):
        to (datetime.datetime | Unset):
        desktop_id (str | Unset): Id of a desktop; sortable by creation time. As a Kubernetes name
            its `_` is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UsageReport
    """

    return (
        await asyncio_detailed(
            client=client,
            from_=from_,
            to=to,
            desktop_id=desktop_id,
        )
    ).parsed
