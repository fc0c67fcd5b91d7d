import {
  operations,
  resolve,
  successOf,
  tags,
  type Operation,
  type ResponseObject,
} from './contract.ts';
import { exampleOf, exampleResponse } from './example.ts';
import { fenced, firstSentence, meta, page, type GeneratedFile } from './page.ts';
import { codesOf, problems } from './problems.ts';
import { requestExamples } from './requests.ts';
import { describe, schemaList } from './schema-list.ts';

const folderOf = (tag: string): string => tag.toLowerCase().replaceAll(' ', '-');

/** Where the reference page of an operation is. */
export const operationPath = ({ tags: [tag = ''], operationId }: Operation): string =>
  `api/${folderOf(tag)}/${operationId}`;

/** The API reference: a page for each operation, sorted by area. */
export const operationPages = (): GeneratedFile[] => [
  {
    path: 'api/meta.json',
    text: meta('API reference', ['index', ...tags.map(({ name }) => folderOf(name))]),
  },
  { path: 'api/index.md', text: overview() },
  ...tags.map(({ name }) => ({
    path: `api/${folderOf(name)}/meta.json`,
    text: meta(
      name,
      operationsOf(name).map(({ operationId }) => operationId),
    ),
  })),
  ...operations.map((each) => ({ path: `${operationPath(each)}.md`, text: operationPage(each) })),
];

const operationsOf = (tag: string): Operation[] =>
  operations.filter((operation) => operation.tags[0] === tag);

const overview = (): string => {
  const areas = tags.map(({ name, description = '' }) => {
    const lines = operationsOf(name).map(
      (each) =>
        `- [${each.summary}](/docs/${operationPath(each)}): \`${each.method} ${each.path}\``,
    );
    return `## ${name}\n\n${description}.\n\n${lines.join('\n')}`;
  });
  const introduction =
    'Every operation of the public API, computed from its contract. Requests and answers are JSON in camelCase; times are ' +
    'RFC 3339 in UTC; sizes are bytes; money is integer millionths of the currency. The OpenAPI 3.1 document itself is ' +
    'served at `/openapi.json`.';
  return page(
    'API reference',
    'Every operation of the public API.',
    `${introduction}\n\n${areas.join('\n\n')}`,
  );
};

/** The page of one operation. */
export const operationPage = (operation: Operation): string =>
  page(
    operation.summary,
    firstSentence(operation.description),
    [
      fenced('http', `${operation.method} ${operation.path}`),
      operation.description,
      rules(operation),
      parameters(operation),
      body(operation),
      requests(operation),
      response(operation),
      errors(operation),
    ]
      .filter(Boolean)
      .join('\n\n'),
  );

const IDEMPOTENCY = {
  key: 'send `Idempotency-Key`; the first result is replayed for 24 h. See [idempotency](/docs/concepts/idempotency).',
  natural: 'a repeat has the same effect as one request.',
  none: 'reads only, so it may be repeated.',
};

const rules = (operation: Operation): string => {
  const scopes = operation['x-scopes'];
  const isRead = operation.method === 'GET';
  const idempotency = operation['x-idempotency'] ?? 'none';
  return [
    `- **Operation**: \`${operation.operationId}\`${operation['x-sdk'] ? `, in the SDKs \`resources.${operation['x-sdk']}\`` : ''}`,
    `- **Scope**: ${scopeText(scopes)}`,
    `- **Repeats**: ${idempotency === 'none' && !isRead ? 'each request does it again; `Idempotency-Key` has no effect.' : IDEMPOTENCY[idempotency]}`,
  ].join('\n');
};

const scopeText = (scopes: string[] | undefined): string => {
  if (!scopes) return 'none; no credential is needed.';
  if (scopes.length === 0) return 'any valid credential.';
  return `${scopes.map((scope) => `\`${scope}\``).join(', ')}. See [keys and tenancy](/docs/concepts/keys).`;
};

const parameters = (operation: Operation): string =>
  (['path', 'query', 'header'] as const)
    .map((place) => {
      const each = operation.parameters.filter((parameter) => parameter.in === place);
      const lines = each.map(
        ({ name, schema, required, description }) =>
          `- ${describe(name, { ...schema, ...(description ? { description } : {}) }, required)}`,
      );
      const title =
        place === 'header' ? 'Headers' : `${place[0]?.toUpperCase()}${place.slice(1)} parameters`;
      return lines.length > 0 ? `## ${title}\n\n${lines.join('\n')}` : '';
    })
    .filter(Boolean)
    .join('\n\n');

const body = (operation: Operation): string => {
  if (!operation.requestBody) return '';
  const [type = '', content] = Object.entries(operation.requestBody.content)[0] ?? [];
  const isJson = type === 'application/json';
  const most = operation['x-max-body-bytes'];
  const limit = most ? ` At most ${most.toLocaleString('en-US')} bytes.` : '';
  const need = operation.requestBody.required ? 'required' : 'optional';
  const head = `## Request body\n\n\`${type}\`, ${need}.${limit}`;
  return isJson && content
    ? `${head}\n\n${schemaList(content.schema)}`
    : `${head} The bytes themselves.`;
};

const requests = (operation: Operation): string =>
  `## Example request\n\n${requestExamples(operation)
    .map(({ label, language, code }) => fenced(`${language} tab="${label}"`, code))
    .join('\n\n')}`;

const response = (operation: Operation): string => {
  const [status, answer] = successOf(operation);
  const types = Object.keys(answer.content ?? {});
  const headers = Object.entries(answer.headers ?? {}).map(
    ([name, { description = '' }]) => `- \`${name}\` *header*: ${description}`,
  );
  const head = [`\`${status}\``, types.map((each) => `\`${each}\``).join(', ')];
  return [
    `## Response\n\n${head.filter(Boolean).join(' ')}.${meaningOf(answer)}`,
    [...headers, membersOf(answer)].filter(Boolean).join('\n'),
    `## Example response\n\n${exampleText(operation, status, types[0])}`,
  ]
    .filter(Boolean)
    .join('\n\n');
};

/** What a success means; nothing when the contract says no more than that it is one. */
const meaningOf = ({ description }: ResponseObject): string =>
  description === 'The request has succeeded.' ? '' : ` ${description}`;

const membersOf = ({ content = {} }: ResponseObject): string => {
  const described = content['application/json'] ?? content['text/event-stream'];
  return described ? schemaList(described.schema) : '';
};

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

const exampleText = (operation: Operation, status: string, type: string | undefined): string => {
  const content = successOf(operation)[1].content ?? {};
  if (type === 'application/json') return fenced('json', json(exampleResponse(operation)));
  if (type === 'text/event-stream')
    return fenced('text', eventText(exampleOf(content[type]?.schema ?? {})));
  const lines = Object.entries(successOf(operation)[1].headers ?? {}).map(
    ([name, { schema }]) => `${name}: ${String(headerExample(name, resolve(schema).type))}`,
  );
  const head = [
    `HTTP/1.1 ${status} ${status === '204' ? 'No Content' : 'OK'}`,
    ...(type ? [`Content-Type: ${type}`] : []),
    ...lines,
  ];
  return fenced('http', [...head, '', ...(type ? ['(bytes)'] : [])].join('\n').trimEnd());
};

const HEADERS: Record<string, string | number> = {
  'X-Image-Width': 1280,
  'X-Image-Height': 800,
  'X-Cursor-X': 640,
  'X-Cursor-Y': 400,
  etag: '"b-18c1f"',
};

const headerExample = (name: string, type: string | undefined): string | number =>
  HEADERS[name] ?? (type === 'integer' ? 0 : 'text');

const eventText = (event: unknown): string => {
  const { type } = event as { type: string };
  return `id: 42\nevent: ${type}\ndata: ${JSON.stringify(event)}\n`;
};

const errors = (operation: Operation): string => {
  const lines = codesOf(operation).map((code) => {
    const { status, title } = problems[code];
    return `- \`${status}\` [\`${code}\`](/docs/problems/${code}): ${title}.`;
  });
  return `## Errors\n\nAs \`application/problem+json\`, see [errors](/docs/concepts/errors).\n\n${lines.join('\n')}`;
};
