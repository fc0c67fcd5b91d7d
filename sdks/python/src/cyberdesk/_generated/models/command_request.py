from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.environment import Environment


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
    """ Text given to the command's standard input, which is then closed. """
    timeout_seconds: int | Unset = 30
    """ After so many seconds the whole process group is killed. """
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment import Environment  # noqa: PLC0415

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

        command_request = cls(
            command=command,
            cwd=cwd,
            env=env,
            user=user,
            stdin=stdin,
            timeout_seconds=timeout_seconds,
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
