import { header } from '../literal.ts';
import type { Document, Service } from '../openapi.ts';
import type { MethodValue, SdkMethod } from './methods.ts';
import { sdkResources } from './methods.ts';
import { componentOf, inputType, snake } from './python-types.ts';

const pascal = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);
const constant = ({ operation }: SdkMethod): string => snake(operation.id).toUpperCase();
const text = (value: string): string => JSON.stringify(value);

const routesPreamble = `# ${header}
"""Every operation of the API as data, and what a transport must offer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol


@dataclass(frozen=True)
class Route:
    """One operation as data."""

    operation_id: str
    method: str
    path: str
    idempotency: Literal["key", "natural", "none"]
    """\`key\`: a repeat with the same \`Idempotency-Key\` gets the first result."""
    body: str | None
    """Media type of the body; None when there is none."""
    response: Literal["json", "binary", "events", "text", "empty"]


@dataclass(frozen=True)
class RequestInput:
    """What a method sends."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class RequestOptions:
    """What a caller may set for one call."""

    timeout: float | None = None
    """Longest time in seconds for the whole call, repeats among it."""
    max_retries: int | None = None
    """How often a call that failed on the way is repeated."""
    idempotency_key: str | None = None
    """Made by the client when absent; give your own to make a repeat safe across processes."""
    headers: Mapping[str, str] = field(default_factory=dict)


class Transport(Protocol):
    """Sends requests. JSON is returned decoded, bytes as \`httpx.Response\`, nothing as None."""

    def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any: ...


class AsyncTransport(Protocol):
    """Sends requests. JSON is returned decoded, bytes as \`httpx.Response\`, nothing as None."""

    async def request(self, route: Route, input: RequestInput, options: RequestOptions | None = None) -> Any: ...


def encode(value: Any) -> Any:
    """A value as JSON knows it: models become mappings, times become text."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise ValueError("a time needs a time zone: use datetime.now(timezone.utc)")
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: encode(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [encode(item) for item in value]
    return value


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that were given, encoded."""
    return {name: encode(value) for name, value in values.items() if value is not None}

`;

function routeConstant(method: SdkMethod): string {
  const { operation } = method;
  const body = operation.body?.contentTypes[0];
  return `${constant(method)} = Route(
    operation_id=${text(operation.id)},
    method=${text(operation.method)},
    path=${text(operation.path)},
    idempotency=${text(operation.source['x-idempotency'] ?? 'none')},
    body=${body ? text(body) : 'None'},
    response=${text(method.responseKind)},
)
`;
}

/** `_generated_routes.py`: routes, input and options, shared by both kinds of client. */
export function pythonRoutes(service: Service): string {
  const methods = [...sdkResources(service).values()].flat();
  return routesPreamble + methods.map(routeConstant).join('\n');
}

function argument(document: Document, { name, schema, required }: MethodValue): string {
  const type = inputType(document, schema);
  return `${snake(name)}: ${type}${required ? '' : ' | None = None'}`;
}

function signature(document: Document, method: SdkMethod): string[] {
  const named = [...method.query, ...method.body].sort(
    (a, b) => Number(b.required) - Number(a.required),
  );
  return [
    'self',
    ...method.path.map(({ name }) => `${snake(name)}: str`),
    ...(method.bodyKind === 'binary' ? ['content: Any'] : []),
    '*',
    ...named.map((value) => argument(document, value)),
    'options: RequestOptions | None = None',
  ];
}

const dict = (values: MethodValue[]): string =>
  `{${values.map(({ name }) => `${text(name)}: ${snake(name)}`).join(', ')}}`;

function input(method: SdkMethod): string {
  const members = [];
  if (method.path.length > 0) members.push(`path=${dict(method.path)}`);
  if (method.query.length > 0) members.push(`query=given(${dict(method.query)})`);
  if (method.bodyKind === 'binary') members.push('body=content');
  if (method.bodyKind === 'members') {
    const optional = method.operation.body!.required ? '' : ' or None';
    members.push(`body=given(${dict(method.body)})${optional}`);
  }
  return `RequestInput(${members.join(', ')})`;
}

function resultType(method: SdkMethod): string {
  if (method.responseKind === 'empty') return 'None';
  if (method.responseKind === 'json') {
    const component = method.response && componentOf(method.response);
    return component ? `models.${component}` : 'Any';
  }
  return method.responseKind === 'text' ? 'str' : 'httpx.Response';
}

function docstring({ operation, query, body }: SdkMethod): string {
  const prose = (operation.source.description ?? '').replaceAll('\\', '\\\\').split('\n');
  const values = [...query, ...body].filter(({ description }) => description);
  const lines = values.map(
    ({ name, description }) => `    ${snake(name)}: ${description!.replaceAll('\n', ' ')}`,
  );
  const all = lines.length > 0 ? [...prose, '', 'Args:', ...lines] : prose;
  const rest = all.slice(1).map((line) => `        ${line}`.trimEnd());
  return `        """${all[0]}${rest.length > 0 ? `\n${rest.join('\n')}\n        ` : ''}"""\n`;
}

function methodSource(document: Document, method: SdkMethod, awaits: boolean): string {
  const type = resultType(method);
  const call = `${awaits ? 'await ' : ''}self._transport.request(${constant(method)}, ${input(method)}, options)`;
  const model = type.startsWith('models.');
  const body = model ? `data = ${call}\n        return ${type}.from_dict(data)` : `return ${call}`;
  const args = signature(document, method).join(', ');
  const def = `${awaits ? 'async def' : 'def'} ${snake(method.name)}(${args}) -> ${type}:`;
  return `    ${def}\n${docstring(method)}        ${type === 'None' ? call : body}\n`;
}

function resourceSource(document: Document, entry: [string, SdkMethod[]], awaits: boolean): string {
  const [resource, methods] = entry;
  const prefix = awaits ? 'Async' : '';
  return `
class ${prefix}${pascal(resource)}Resource:
    def __init__(self, transport: ${prefix}Transport) -> None:
        self._transport = transport

${methods.map((method) => methodSource(document, method, awaits)).join('\n')}`;
}

/** The resource classes of one kind of client, sync or async. */
export function pythonResources(service: Service, awaits: boolean): string {
  const resources = sdkResources(service);
  const methods = [...resources.values()].flat();
  const prefix = awaits ? 'Async' : '';
  const names = [
    ...methods.map(constant),
    'RequestInput',
    'RequestOptions',
    `${prefix}Transport`,
    'given',
  ].sort();
  const sources = [...resources]
    .map((entry) => resourceSource(service.v30, entry, awaits))
    .join('\n');
  const uses = (name: string, line: string): string =>
    new RegExp(`\\b${name}\\b`).test(sources) ? line : '';
  const abc = ['Mapping', 'Sequence'].filter((name) => uses(name, name));
  const typing = ['Any', 'Literal'].filter((name) => uses(name, name));
  const attributes = [...resources.keys()].map(
    (name) => `        self.${snake(name)} = ${prefix}${pascal(name)}Resource(transport)\n`,
  );
  return `# ${header}
"""A thin typed method for each operation, over one transport."""

from __future__ import annotations

${uses('datetime', 'import datetime\n')}${abc.length > 0 ? `from collections.abc import ${abc.join(', ')}\n` : ''}${typing.length > 0 ? `from typing import ${typing.join(', ')}\n` : ''}
${uses('httpx', 'import httpx\n\n')}from ._generated import models
from ._generated_routes import (
${names.map((name) => `    ${name},\n`).join('')})

${sources}

class ${prefix}Resources:
    """Every resource of the API."""

    def __init__(self, transport: ${prefix}Transport) -> None:
${attributes.join('')}`;
}
