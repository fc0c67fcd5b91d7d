from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.image_format import ImageFormat
from ...models.observation import Observation
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    since: str | Unset = UNSET,
    max_marks: int | Unset = 100,
    draw_marks: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["quality"] = quality

    params["cursor"] = cursor

    params["maxLongEdge"] = max_long_edge

    params["maxPixels"] = max_pixels

    params["since"] = since

    params["maxMarks"] = max_marks

    params["drawMarks"] = draw_marks

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/observation".format(
            desktop_id=quote(str(desktop_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Observation | Problem | None:
    if response.status_code == 200:
        response_200 = Observation.from_dict(response.json())

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
) -> Response[Observation | Problem]:
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
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    since: str | Unset = UNSET,
    max_marks: int | Unset = 100,
    draw_marks: bool | Unset = False,
) -> Response[Observation | Problem]:
    """Observe the screen

     Sees everything at once: a fitted image, what changed since the last look, the focused window and
    the elements
    that can be acted on, numbered, so that `click {mark: 7}` needs no coordinates.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        since (str | Unset):
        max_marks (int | Unset):  Default: 100.
        draw_marks (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Observation | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        since=since,
        max_marks=max_marks,
        draw_marks=draw_marks,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    since: str | Unset = UNSET,
    max_marks: int | Unset = 100,
    draw_marks: bool | Unset = False,
) -> Observation | Problem | None:
    """Observe the screen

     Sees everything at once: a fitted image, what changed since the last look, the focused window and
    the elements
    that can be acted on, numbered, so that `click {mark: 7}` needs no coordinates.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        since (str | Unset):
        max_marks (int | Unset):  Default: 100.
        draw_marks (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Observation | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        client=client,
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        since=since,
        max_marks=max_marks,
        draw_marks=draw_marks,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    since: str | Unset = UNSET,
    max_marks: int | Unset = 100,
    draw_marks: bool | Unset = False,
) -> Response[Observation | Problem]:
    """Observe the screen

     Sees everything at once: a fitted image, what changed since the last look, the focused window and
    the elements
    that can be acted on, numbered, so that `click {mark: 7}` needs no coordinates.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        since (str | Unset):
        max_marks (int | Unset):  Default: 100.
        draw_marks (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Observation | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        since=since,
        max_marks=max_marks,
        draw_marks=draw_marks,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    *,
    client: AuthenticatedClient | Client,
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    since: str | Unset = UNSET,
    max_marks: int | Unset = 100,
    draw_marks: bool | Unset = False,
) -> Observation | Problem | None:
    """Observe the screen

     Sees everything at once: a fitted image, what changed since the last look, the focused window and
    the elements
    that can be acted on, numbered, so that `click {mark: 7}` needs no coordinates.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        since (str | Unset):
        max_marks (int | Unset):  Default: 100.
        draw_marks (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Observation | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            client=client,
            format_=format_,
            quality=quality,
            cursor=cursor,
            max_long_edge=max_long_edge,
            max_pixels=max_pixels,
            since=since,
            max_marks=max_marks,
            draw_marks=draw_marks,
        )
    ).parsed
