from typing import Literal

EventTypeType1 = Literal[
    "desktop.created",
    "desktop.deleted",
    "desktop.deleting",
    "desktop.failed",
    "desktop.paused",
    "desktop.running",
    "desktop.starting",
    "desktop.stopped",
    "desktop.stopping",
    "desktop.updated",
    "gap",
]

EVENT_TYPE_TYPE_1_VALUES: set[EventTypeType1] = {
    "desktop.created",
    "desktop.deleted",
    "desktop.deleting",
    "desktop.failed",
    "desktop.paused",
    "desktop.running",
    "desktop.starting",
    "desktop.stopped",
    "desktop.stopping",
    "desktop.updated",
    "gap",
}


def check_event_type_type_1(value: str) -> EventTypeType1:
    if value in EVENT_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVENT_TYPE_TYPE_1_VALUES!r}")
