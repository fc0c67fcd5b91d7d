"""The client against the published document: every operation, and nothing beside it."""

import asyncio
import inspect
import json
import re
from pathlib import Path
from typing import Any, get_type_hints

import httpx
import pytest
from conftest import DESKTOP

from cyberdesk import AsyncCyberdesk, Cyberdesk
from cyberdesk._generated_async_resources import AsyncResources
from cyberdesk._generated_resources import DesktopsResource, Resources
from cyberdesk._params import CreateParams

DOCUMENT = Path(__file__).parents[3] / "generated/openapi/api.3.1.json"


def operations() -> list[dict[str, str]]:
    paths = json.loads(DOCUMENT.read_text())["paths"]
    return [
        {"id": each["operationId"], "method": method.upper(), "path": path, "sdk": each["x-sdk"]}
        for path, methods in paths.items()
        for method, each in methods.items()
        if "x-sdk" in each
    ]


class Noting:
    """Answers each operation with an example of the document's schema, and notes which it was."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.document = json.loads(DOCUMENT.read_text())

    def __call__(self, request: httpx.Request) -> httpx.Response:
        found = [
            each
            for each in operations()
            if each["method"] == request.method
            and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each["path"]), request.url.path)
        ]
        assert len(found) == 1, f"{request.method} {request.url.path} is in the contract"
        operation = found[0]
        self.seen.add(operation["id"])
        replies = self.document["paths"][operation["path"]][operation["method"].lower()]["responses"]
        status, reply = next((status, reply) for status, reply in replies.items() if status.startswith("2"))
        if operation["sdk"] == "commands.output":
            end = b'data: {"type":"end","state":"finished","durationMs":1,"offset":0}\n\n'
            return httpx.Response(200, content=end)
        if "text/event-stream" in reply.get("content", {}):
            return httpx.Response(
                200,
                content=b'data: {"type":"gap","id":"evt_1","createdAt":"2026-11-23T08:00:00Z","reason":"lost"}\n\n',
            )
        schema = reply.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return httpx.Response(int(status), content=b"")
        return httpx.Response(int(status), json=self.example(schema))

    def example(self, schema: dict[str, Any]) -> Any:
        name = schema.get("$ref", "").rpartition("/")[2]
        if name == "Desktop":
            return DESKTOP
        if name.endswith("Page"):
            return {"items": []}
        if name:
            return self.example(self.document["components"]["schemas"][name])
        if schema.get("examples"):
            return schema["examples"][0]
        if "allOf" in schema:
            return {key: value for part in schema["allOf"] for key, value in self.example(part).items()}
        required = schema.get("required", [])
        return {
            key: self.example(each) for key, each in schema.get("properties", {}).items() if key in required
        }


@pytest.mark.parametrize("resources", [Resources, AsyncResources])
def test_every_operation_has_its_method(resources: type) -> None:
    made = resources(None)
    methods = {
        f"{name}.{method}"
        for name, resource in vars(made).items()
        for method in vars(type(resource))
        if not method.startswith("_")
    }
    assert methods == {re.sub(r"(?=[A-Z])", "_", each["sdk"]).lower() for each in operations()}


def journey_sync(client: Cyberdesk) -> None:
    desktop = client.desktops.create(wait=True)
    list(client.desktops.list())
    client.desktops.get(desktop.id)
    desktop.update(name="n")
    desktop.start()
    desktop.stop()
    desktop.extend(timeout_seconds=60)
    desktop.connect(60)
    desktop.screenshot()
    desktop.display()
    desktop.observe()
    desktop.cursor()
    desktop.resize(800, 600)
    desktop.image("img_1")
    recording = desktop.recordings.start()
    desktop.recordings.get(recording.id)
    list(desktop.recordings.list())
    desktop.recordings.stop(recording.id)
    with desktop.recordings.download(recording.id):
        pass
    desktop.recordings.delete(recording.id)
    desktop.click(0, 0)
    desktop.run(["true"])
    list(desktop.commands.list(tag="t"))
    command = desktop.commands.start(["cat"])
    command.refresh()
    command.write("a")
    command.close_input()
    command.signal("SIGTERM")
    command.resize(80, 24)
    list(command.output())
    command.delete()
    desktop.files.write("/tmp/a", "a")
    desktop.files.read("/tmp/a")
    desktop.files.stat("/tmp/a")
    list(desktop.files.list("/tmp"))
    desktop.files.append("/tmp/a", "b")
    desktop.files.create_directory("/tmp/d")
    desktop.files.copy("/tmp/a", "/tmp/b")
    desktop.files.move("/tmp/b", "/tmp/c")
    desktop.files.search("/tmp", glob="*")
    list(desktop.files.watch("/tmp"))
    with desktop.files.download_archive("/tmp/d") as chunks:
        list(chunks)
    desktop.files.upload_archive("/tmp/d", b"")
    desktop.files.create_link("/tmp/a", method="GET")
    desktop.files.delete("/tmp/d", recursive=True)
    desktop.streams.create("view")
    list(desktop.streams.list())
    desktop.streams.revoke("grt_1")
    desktop.delete()
    client.keys.create("k")
    list(client.keys.list())
    client.keys.revoke("key_1")
    list(desktop.viewers.list())
    desktop.viewers.disconnect("vwr_1")
    list(desktop.timeline.list())
    desktop.timeline.thumbnail("tml_1", moment="before")
    with desktop.timeline.export() as chunks:
        list(chunks)
    desktop.previews.create(port=3000)
    list(desktop.previews.list())
    desktop.previews.revoke("prv_1")
    list(desktop.windows.list())
    desktop.windows.focus("win_1")
    desktop.windows.move("win_1", x=0, y=0)
    desktop.windows.resize("win_1", width=640, height=480)
    desktop.windows.maximize("win_1")
    desktop.windows.minimize("win_1")
    desktop.windows.restore("win_1")
    desktop.windows.close("win_1")
    list(desktop.applications.list())
    desktop.applications.launch(url="https://example.com")
    desktop.accessibility.find(role="push button")
    desktop.accessibility.tree()
    desktop.clipboard.set(text="a")
    desktop.clipboard.get()
    desktop.browser_connections.create()
    desktop.control.get()
    desktop.control.acquire(ttl_seconds=60)
    desktop.control.release()
    next(client.events.stream())
    client.usage.get()
    client.me()
    list(client.sizes())
    list(client.regions())


async def journey_async(client: AsyncCyberdesk) -> None:
    desktop = await client.desktops.create(wait=True)
    [_ async for _ in client.desktops.list()]
    await client.desktops.get(desktop.id)
    await desktop.update(name="n")
    await desktop.start()
    await desktop.stop()
    await desktop.extend(timeout_seconds=60)
    await desktop.connect(60)
    await desktop.screenshot()
    await desktop.display()
    await desktop.observe()
    await desktop.cursor()
    await desktop.resize(800, 600)
    await desktop.image("img_1")
    recording = await desktop.recordings.start()
    await desktop.recordings.get(recording.id)
    [_ async for _ in desktop.recordings.list()]
    await desktop.recordings.stop(recording.id)
    async with desktop.recordings.download(recording.id):
        pass
    await desktop.recordings.delete(recording.id)
    await desktop.click(0, 0)
    await desktop.run(["true"])
    [_ async for _ in desktop.commands.list(tag="t")]
    command = await desktop.commands.start(["cat"])
    await command.refresh()
    await command.write("a")
    await command.close_input()
    await command.signal("SIGTERM")
    await command.resize(80, 24)
    [_ async for _ in command.output()]
    await command.delete()
    await desktop.files.write("/tmp/a", "a")
    await desktop.files.read("/tmp/a")
    await desktop.files.stat("/tmp/a")
    [_ async for _ in desktop.files.list("/tmp")]
    await desktop.files.append("/tmp/a", "b")
    await desktop.files.create_directory("/tmp/d")
    await desktop.files.copy("/tmp/a", "/tmp/b")
    await desktop.files.move("/tmp/b", "/tmp/c")
    await desktop.files.search("/tmp", glob="*")
    [_ async for _ in desktop.files.watch("/tmp")]
    async with desktop.files.download_archive("/tmp/d") as chunks:
        [_ async for _ in chunks]
    await desktop.files.upload_archive("/tmp/d", b"")
    await desktop.files.create_link("/tmp/a", method="GET")
    await desktop.files.delete("/tmp/d", recursive=True)
    await desktop.streams.create("view")
    [_ async for _ in desktop.streams.list()]
    await desktop.streams.revoke("grt_1")
    await desktop.delete()
    await client.keys.create("k")
    [_ async for _ in client.keys.list()]
    await client.keys.revoke("key_1")
    [_ async for _ in desktop.viewers.list()]
    await desktop.viewers.disconnect("vwr_1")
    [_ async for _ in desktop.timeline.list()]
    await desktop.timeline.thumbnail("tml_1", moment="before")
    async with desktop.timeline.export() as chunks:
        [_ async for _ in chunks]
    await desktop.previews.create(port=3000)
    [_ async for _ in desktop.previews.list()]
    await desktop.previews.revoke("prv_1")
    [_ async for _ in desktop.windows.list()]
    await desktop.windows.focus("win_1")
    await desktop.windows.move("win_1", x=0, y=0)
    await desktop.windows.resize("win_1", width=640, height=480)
    await desktop.windows.maximize("win_1")
    await desktop.windows.minimize("win_1")
    await desktop.windows.restore("win_1")
    await desktop.windows.close("win_1")
    [_ async for _ in desktop.applications.list()]
    await desktop.applications.launch(url="https://example.com")
    await desktop.accessibility.find(role="push button")
    await desktop.accessibility.tree()
    await desktop.clipboard.set(text="a")
    await desktop.clipboard.get()
    await desktop.browser_connections.create()
    await desktop.control.get()
    await desktop.control.acquire(ttl_seconds=60)
    await desktop.control.release()
    async for _ in client.events.stream():
        break
    await client.usage.get()
    await client.me()
    [_ async for _ in client.sizes()]
    [_ async for _ in client.regions()]


def test_the_hand_written_part_reaches_every_operation() -> None:
    noting = Noting()
    journey_sync(Cyberdesk(api_key="k", base_url="http://api.test", transport=httpx.MockTransport(noting)))
    assert noting.seen == {each["id"] for each in operations()}


def test_so_does_the_asynchronous_one() -> None:
    noting = Noting()
    transport = httpx.MockTransport(noting)
    asyncio.run(journey_async(AsyncCyberdesk(api_key="k", base_url="http://api.test", transport=transport)))
    assert noting.seen == {each["id"] for each in operations()}


def test_desktops_can_be_changed_by_their_id_alone() -> None:
    noting = Noting()
    client = Cyberdesk(api_key="k", base_url="http://api.test", transport=httpx.MockTransport(noting))
    client.desktops.update("dsk_1", name="n")
    client.desktops.start("dsk_1", wait=True)
    client.desktops.stop("dsk_1")
    client.desktops.extend("dsk_1", timeout_seconds=60)
    assert client.desktops.connect("dsk_1", 60).state == "running"
    client.desktops.delete("dsk_1")
    assert len(noting.seen) == 6


def test_create_takes_what_the_contract_takes() -> None:
    generated = set(inspect.signature(DesktopsResource.create).parameters)
    assert set(get_type_hints(CreateParams)) == generated - {"self", "wait_seconds", "options"}
