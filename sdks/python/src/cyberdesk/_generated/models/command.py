from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.command_state_type_1 import CommandStateType1, check_command_state_type_1
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.terminal_size import TerminalSize


T = TypeVar("T", bound="Command")


@_attrs_define
class Command:
    """A command and what came of it.

    Example:
        {'id': 'cmd_32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu', 'command': ['ls'], 'state': 'finished', 'background': False,
            'exitCode': 0, 'stdout': 'report.txt\\n', 'stderr': '', 'stdoutTruncated': False, 'stderrTruncated': False,
            'stdoutBytes': 11, 'stderrBytes': 0, 'startedAt': '2026-11-23T08:00:00Z', 'durationMs': 12}

    """

    id: str
    """ Id of a command that ran or runs in a desktop. """
    command: list[str] | str
    """ An argument list, or a text for the shell. """
    state: CommandStateType1 | str
    """ Where a command stands. New values may appear. """
    background: bool
    """ True when it lives on without a client. """
    stdout: str
    """ Standard output as UTF-8, the first 1 MiB; more by `streamCommandOutput`. """
    stderr: str
    """ Standard error as UTF-8, the first 1 MiB; more by `streamCommandOutput`. """
    stdout_truncated: bool
    """ True when standard output was longer than what is returned. """
    stderr_truncated: bool
    """ True when standard error was longer than what is returned. """
    stdout_bytes: int
    """ How many bytes it has written to standard output. """
    stderr_bytes: int
    """ How many bytes it has written to standard error. """
    started_at: datetime.datetime
    """ When it was started. """
    tag: str | Unset = UNSET
    """ Its tag. """
    process_id: int | Unset = UNSET
    """ Process id of the group's leader. """
    pty: TerminalSize | Unset = UNSET
    """ Size of a terminal. """
    exit_code: int | Unset = UNSET
    """ Exit code; absent while it runs and when a signal ended it. """
    signal: str | Unset = UNSET
    """ Name of the signal that ended it, such as `SIGKILL`. """
    duration_ms: int | Unset = UNSET
    """ How long it ran, in milliseconds; absent while it runs. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        command: list[str] | str
        if isinstance(self.command, list):
            command = self.command

        else:
            command = self.command

        state: str
        if isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        background = self.background

        stdout = self.stdout

        stderr = self.stderr

        stdout_truncated = self.stdout_truncated

        stderr_truncated = self.stderr_truncated

        stdout_bytes = self.stdout_bytes

        stderr_bytes = self.stderr_bytes

        started_at = self.started_at.isoformat()

        tag = self.tag

        process_id = self.process_id

        pty: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pty, Unset):
            pty = self.pty.to_dict()

        exit_code = self.exit_code

        signal = self.signal

        duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "command": command,
                "state": state,
                "background": background,
                "stdout": stdout,
                "stderr": stderr,
                "stdoutTruncated": stdout_truncated,
                "stderrTruncated": stderr_truncated,
                "stdoutBytes": stdout_bytes,
                "stderrBytes": stderr_bytes,
                "startedAt": started_at,
            }
        )
        if tag is not UNSET:
            field_dict["tag"] = tag
        if process_id is not UNSET:
            field_dict["processId"] = process_id
        if pty is not UNSET:
            field_dict["pty"] = pty
        if exit_code is not UNSET:
            field_dict["exitCode"] = exit_code
        if signal is not UNSET:
            field_dict["signal"] = signal
        if duration_ms is not UNSET:
            field_dict["durationMs"] = duration_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.terminal_size import TerminalSize  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_command(data: object) -> list[str] | str:
            try:
                if not isinstance(data, list):
                    raise TypeError()
                componentsschemas_command_line_type_1 = cast(list[str], data)

                return componentsschemas_command_line_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | str, data)

        command = _parse_command(d.pop("command"))

        def _parse_state(data: object) -> CommandStateType1 | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                componentsschemas_command_state_type_1 = check_command_state_type_1(data)

                return componentsschemas_command_state_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CommandStateType1 | str, data)

        state = _parse_state(d.pop("state"))

        background = d.pop("background")

        stdout = d.pop("stdout")

        stderr = d.pop("stderr")

        stdout_truncated = d.pop("stdoutTruncated")

        stderr_truncated = d.pop("stderrTruncated")

        stdout_bytes = d.pop("stdoutBytes")

        stderr_bytes = d.pop("stderrBytes")

        started_at = datetime.datetime.fromisoformat(d.pop("startedAt"))

        tag = d.pop("tag", UNSET)

        process_id = d.pop("processId", UNSET)

        _pty = d.pop("pty", UNSET)
        pty: TerminalSize | Unset
        if isinstance(_pty, Unset):
            pty = UNSET
        else:
            pty = TerminalSize.from_dict(_pty)

        exit_code = d.pop("exitCode", UNSET)

        signal = d.pop("signal", UNSET)

        duration_ms = d.pop("durationMs", UNSET)

        command = cls(
            id=id,
            command=command,
            state=state,
            background=background,
            stdout=stdout,
            stderr=stderr,
            stdout_truncated=stdout_truncated,
            stderr_truncated=stderr_truncated,
            stdout_bytes=stdout_bytes,
            stderr_bytes=stderr_bytes,
            started_at=started_at,
            tag=tag,
            process_id=process_id,
            pty=pty,
            exit_code=exit_code,
            signal=signal,
            duration_ms=duration_ms,
        )

        command.additional_properties = d
        return command

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
