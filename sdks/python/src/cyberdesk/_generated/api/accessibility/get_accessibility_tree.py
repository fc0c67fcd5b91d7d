from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accessibility_scope import AccessibilityScope
from ...models.element_list import ElementList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    scope: AccessibilityScope | Unset = "focused",
    depth: int | Unset = 10,
    max_elements: int | Unset = 1000,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope

    params["scope"] = json_scope

    params["depth"] = depth

    params["maxElements"] = max_elements

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/accessibility/tree".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ElementList | Problem | None:
    if response.status_code == 200:
        response_200 = ElementList.from_dict(response.json())

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
) -> Response[ElementList | Problem]:
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
    scope: AccessibilityScope | Unset = "focused",
    depth: int | Unset = 10,
    max_elements: int | Unset = 1000,
) -> Response[ElementList | Problem]:
    """Get the accessibility tree

     Returns the tree of elements. 503 `accessibilityUnavailable` when no program offers one.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        scope (AccessibilityScope | Unset): Where to look. Default: 'focused'.
        depth (int | Unset):  Default: 10.
        max_elements (int | Unset):  Default: 1000.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ElementList | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        scope=scope,
        depth=depth,
        max_elements=max_elements,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    scope: AccessibilityScope | Unset = "focused",
    depth: int | Unset = 10,
    max_elements: int | Unset = 1000,
) -> ElementList | Problem | None:
    """Get the accessibility tree

     Returns the tree of elements. 503 `accessibilityUnavailable` when no program offers one.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        scope (AccessibilityScope | Unset): Where to look. Default: 'focused'.
        depth (int | Unset):  Default: 10.
        max_elements (int | Unset):  Default: 1000.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ElementList | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        scope=scope,
        depth=depth,
        max_elements=max_elements,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    scope: AccessibilityScope | Unset = "focused",
    depth: int | Unset = 10,
    max_elements: int | Unset = 1000,
) -> Response[ElementList | Problem]:
    """Get the accessibility tree

     Returns the tree of elements. 503 `accessibilityUnavailable` when no program offers one.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        scope (AccessibilityScope | Unset): Where to look. Default: 'focused'.
        depth (int | Unset):  Default: 10.
        max_elements (int | Unset):  Default: 1000.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ElementList | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        scope=scope,
        depth=depth,
        max_elements=max_elements,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    scope: AccessibilityScope | Unset = "focused",
    depth: int | Unset = 10,
    max_elements: int | Unset = 1000,
) -> ElementList | Problem | None:
    """Get the accessibility tree

     Returns the tree of elements. 503 `accessibilityUnavailable` when no program offers one.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        scope (AccessibilityScope | Unset): Where to look. Default: 'focused'.
        depth (int | Unset):  Default: 10.
        max_elements (int | Unset):  Default: 1000.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ElementList | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            scope=scope,
            depth=depth,
            max_elements=max_elements,
        )
    ).parsed
