from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.environment import Environment
    from ..models.terminal_size import TerminalSize


T = TypeVar("T", bound="CommandRequest")


@_attrs_define
class CommandRequest:
    """A command to run.

    Example:
        {'command': ['ls', '-l'], 'cwd': '/home/desktop'}

    """

    command: list[str] | str
    """ An argument list, or a text for the shell. """
    cwd: str | Unset = UNSET
    """ Absolute path inside a desktop; `..` segments and NUL are refused. """
    env: Environment | Unset = UNSET
    """ Environment variables by name. Values are secrets: write-only, never logged. """
    user: str | Unset = UNSET
    """ User that runs it; default is the user of the desktop session. """
    stdin: str | Unset = UNSET
    """ Text given to the command's standard input. Closed after it, unless the command is in the background. """
    timeout_seconds: int | Unset = UNSET
    """ After so many seconds the command is killed with everything it has started. What outlives a command that
    ended
    by itself lives on until the command is deleted. Default: 60, in the background 86,400. """
    background: bool | Unset = False
    """ True: the reply is the running command, which lives on when its client goes away and whose standard input
    stays
    open. False: the reply waits for the end. """
    wait_seconds: int | Unset = 45
    """ A foreground command that runs longer than this is answered as `running` and goes on; follow it by its id.
    """
    tag: str | Unset = UNSET
    """ A name to find it again in lists. """
    pty: TerminalSize | Unset = UNSET
    """ Size of a terminal. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        command: list[str] | str
        if isinstance(self.command, list):
            command = self.command

        else:
            command = self.command

        cwd = self.cwd

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        user = self.user

        stdin = self.stdin

        timeout_seconds = self.timeout_seconds

        background = self.background

        wait_seconds = self.wait_seconds

        tag = self.tag

        pty: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pty, Unset):
            pty = self.pty.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "command": command,
            }
        )
        if cwd is not UNSET:
            field_dict["cwd"] = cwd
        if env is not UNSET:
            field_dict["env"] = env
        if user is not UNSET:
            field_dict["user"] = user
        if stdin is not UNSET:
            field_dict["stdin"] = stdin
        if timeout_seconds is not UNSET:
            field_dict["timeoutSeconds"] = timeout_seconds
        if background is not UNSET:
            field_dict["background"] = background
        if wait_seconds is not UNSET:
            field_dict["waitSeconds"] = wait_seconds
        if tag is not UNSET:
            field_dict["tag"] = tag
        if pty is not UNSET:
            field_dict["pty"] = pty

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment import Environment  # noqa: PLC0415
        from ..models.terminal_size import TerminalSize  # noqa: PLC0415

        d = dict(src_dict)

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

        cwd = d.pop("cwd", UNSET)

        _env = d.pop("env", UNSET)
        env: Environment | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = Environment.from_dict(_env)

        user = d.pop("user", UNSET)

        stdin = d.pop("stdin", UNSET)

        timeout_seconds = d.pop("timeoutSeconds", UNSET)

        background = d.pop("background", UNSET)

        wait_seconds = d.pop("waitSeconds", UNSET)

        tag = d.pop("tag", UNSET)

        _pty = d.pop("pty", UNSET)
        pty: TerminalSize | Unset
        if isinstance(_pty, Unset):
            pty = UNSET
        else:
            pty = TerminalSize.from_dict(_pty)

        command_request = cls(
            command=command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
            background=background,
            wait_seconds=wait_seconds,
            tag=tag,
            pty=pty,
        )

        command_request.additional_properties = d
        return command_request

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
