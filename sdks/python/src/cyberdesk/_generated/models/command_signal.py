from typing import Literal

CommandSignal = Literal[
    "SIGCONT", "SIGHUP", "SIGINT", "SIGKILL", "SIGQUIT", "SIGSTOP", "SIGTERM", "SIGTSTP", "SIGUSR1", "SIGUSR2"
]

COMMAND_SIGNAL_VALUES: set[CommandSignal] = {
    "SIGCONT",
    "SIGHUP",
    "SIGINT",
    "SIGKILL",
    "SIGQUIT",
    "SIGSTOP",
    "SIGTERM",
    "SIGTSTP",
    "SIGUSR1",
    "SIGUSR2",
}


def check_command_signal(value: str) -> CommandSignal:
    if value in COMMAND_SIGNAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COMMAND_SIGNAL_VALUES!r}")
