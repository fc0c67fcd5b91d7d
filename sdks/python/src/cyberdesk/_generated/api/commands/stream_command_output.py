from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.command_end_event import CommandEndEvent
from ...models.command_gap_event import CommandGapEvent
from ...models.command_output_event import CommandOutputEvent
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    desktop_id: str,
    command_id: str,
    *,
    offset: int | Unset = 0,
    last_event_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["Last-Event-ID"] = last_event_id

    params: dict[str, Any] = {}

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/desktops/{desktop_id}/commands/{command_id}/output".format(
            desktop_id=quote(str(desktop_id), safe=""),
            command_id=quote(str(command_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> CommandEndEvent | CommandGapEvent | CommandOutputEvent:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_command_event_type_0 = CommandOutputEvent.from_dict(data)

                return componentsschemas_command_event_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_command_event_type_1 = CommandGapEvent.from_dict(data)

                return componentsschemas_command_event_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_command_event_type_2 = CommandEndEvent.from_dict(data)

            return componentsschemas_command_event_type_2

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
) -> Response[CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    desktop_id: str,
    command_id: str,
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = 0,
    last_event_id: str | Unset = UNSET,
) -> Response[CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem]:
    """Stream a command's output

     Streams the output of a command from an offset on, while it runs and after its end. The last 64 MiB
    are kept; what
    is older is told by a `gap`. A reader that breaks off goes on with `Last-Event-ID` or `offset`.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        command_id (str): Id of a command that ran or runs in a desktop. Example:
            cmd_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        offset (int | Unset):  Default: 0.
        last_event_id (str | Unset): Opaque place in a list; pass it back unchanged to get the
            next page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        command_id=command_id,
        offset=offset,
        last_event_id=last_event_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    desktop_id: str,
    command_id: str,
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = 0,
    last_event_id: str | Unset = UNSET,
) -> CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem | None:
    """Stream a command's output

     Streams the output of a command from an offset on, while it runs and after its end. The last 64 MiB
    are kept; what
    is older is told by a `gap`. A reader that breaks off goes on with `Last-Event-ID` or `offset`.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        command_id (str): Id of a command that ran or runs in a desktop. Example:
            cmd_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        offset (int | Unset):  Default: 0.
        last_event_id (str | Unset): Opaque place in a list; pass it back unchanged to get the
            next page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem
    """

    return sync_detailed(
        desktop_id=desktop_id,
        command_id=command_id,
        client=client,
        offset=offset,
        last_event_id=last_event_id,
    ).parsed


async def asyncio_detailed(
    desktop_id: str,
    command_id: str,
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = 0,
    last_event_id: str | Unset = UNSET,
) -> Response[CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem]:
    """Stream a command's output

     Streams the output of a command from an offset on, while it runs and after its end. The last 64 MiB
    are kept; what
    is older is told by a `gap`. A reader that breaks off goes on with `Last-Event-ID` or `offset`.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        command_id (str): Id of a command that ran or runs in a desktop. Example:
            cmd_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        offset (int | Unset):  Default: 0.
        last_event_id (str | Unset): Opaque place in a list; pass it back unchanged to get the
            next page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem]
    """

    kwargs = _get_kwargs(
        desktop_id=desktop_id,
        command_id=command_id,
        offset=offset,
        last_event_id=last_event_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    desktop_id: str,
    command_id: str,
    *,
    client: AuthenticatedClient | Client,
    offset: int | Unset = 0,
    last_event_id: str | Unset = UNSET,
) -> CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem | None:
    """Stream a command's output

     Streams the output of a command from an offset on, while it runs and after its end. The last 64 MiB
    are kept; what
    is older is told by a `gap`. A reader that breaks off goes on with `Last-Event-ID` or `offset`.

    Args:
        desktop_id (str): Id of a desktop; sortable by creation time. As a Kubernetes name its `_`
            is a `-`. Example: dsk_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        command_id (str): Id of a command that ran or runs in a desktop. Example:
            cmd_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu.
        offset (int | Unset):  Default: 0.
        last_event_id (str | Unset): Opaque place in a list; pass it back unchanged to get the
            next page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CommandEndEvent | CommandGapEvent | CommandOutputEvent | Problem
    """

    return (
        await asyncio_detailed(
            desktop_id=desktop_id,
            command_id=command_id,
            client=client,
            offset=offset,
            last_event_id=last_event_id,
        )
    ).parsed
