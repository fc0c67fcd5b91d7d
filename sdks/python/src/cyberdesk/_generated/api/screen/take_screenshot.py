from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.image_format import ImageFormat
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    desktop_id: str,
    *,
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    x: int | Unset = UNSET,
    y: int | Unset = UNSET,
    width: int | Unset = UNSET,
    height: int | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["if-none-match"] = if_none_match

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params["quality"] = quality

    params["cursor"] = cursor

    params["maxLongEdge"] = max_long_edge

    params["maxPixels"] = max_pixels

    params["x"] = x

    params["y"] = y

    params["width"] = width

    params["height"] = height

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/screenshot".format(
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
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    x: int | Unset = UNSET,
    y: int | Unset = UNSET,
    width: int | Unset = UNSET,
    height: int | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Take a screenshot

     Takes a picture of the screen, or of a region of it, made smaller when `maxLongEdge` or `maxPixels`
    asks for it.
    A screen that has not changed costs nothing: send the last `ETag` as `If-None-Match` and get 304
    without a body.
    Callers who ask at the same time share one capture.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        x (int | Unset):
        y (int | Unset):
        width (int | Unset):
        height (int | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        x=x,
        y=y,
        width=width,
        height=height,
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
    format_: ImageFormat | Unset = "png",
    quality: int | Unset = 80,
    cursor: bool | Unset = False,
    max_long_edge: int | Unset = UNSET,
    max_pixels: int | Unset = UNSET,
    x: int | Unset = UNSET,
    y: int | Unset = UNSET,
    width: int | Unset = UNSET,
    height: int | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Take a screenshot

     Takes a picture of the screen, or of a region of it, made smaller when `maxLongEdge` or `maxPixels`
    asks for it.
    A screen that has not changed costs nothing: send the last `ETag` as `If-None-Match` and get 304
    without a body.
    Callers who ask at the same time share one capture.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        x (int | Unset):
        y (int | Unset):
        width (int | Unset):
        height (int | Unset):
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
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        x=x,
        y=y,
        width=width,
        height=height,
        if_none_match=if_none_match,
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
    x: int | Unset = UNSET,
    y: int | Unset = UNSET,
    width: int | Unset = UNSET,
    height: int | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Take a screenshot

     Takes a picture of the screen, or of a region of it, made smaller when `maxLongEdge` or `maxPixels`
    asks for it.
    A screen that has not changed costs nothing: send the last `ETag` as `If-None-Match` and get 304
    without a body.
    Callers who ask at the same time share one capture.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        x (int | Unset):
        y (int | Unset):
        width (int | Unset):
        height (int | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        format_=format_,
        quality=quality,
        cursor=cursor,
        max_long_edge=max_long_edge,
        max_pixels=max_pixels,
        x=x,
        y=y,
        width=width,
        height=height,
        if_none_match=if_none_match,
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
    x: int | Unset = UNSET,
    y: int | Unset = UNSET,
    width: int | Unset = UNSET,
    height: int | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Take a screenshot

     Takes a picture of the screen, or of a region of it, made smaller when `maxLongEdge` or `maxPixels`
    asks for it.
    A screen that has not changed costs nothing: send the last `ETag` as `If-None-Match` and get 304
    without a body.
    Callers who ask at the same time share one capture.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        format_ (ImageFormat | Unset): File format of an image: `png` is exact, `jpeg` and `webp`
            are smaller. Default: 'png'.
        quality (int | Unset):  Default: 80.
        cursor (bool | Unset):  Default: False.
        max_long_edge (int | Unset):
        max_pixels (int | Unset):
        x (int | Unset):
        y (int | Unset):
        width (int | Unset):
        height (int | Unset):
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
            format_=format_,
            quality=quality,
            cursor=cursor,
            max_long_edge=max_long_edge,
            max_pixels=max_pixels,
            x=x,
            y=y,
            width=width,
            height=height,
            if_none_match=if_none_match,
        )
    ).parsed
