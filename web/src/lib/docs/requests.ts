import type { Operation } from './contract.ts';
import { exampleRequest, type ExampleRequest } from './example.ts';

/** The same request in one language. */
export interface RequestExample {
  label: 'curl' | 'TypeScript' | 'Python';
  language: 'bash' | 'ts' | 'python';
  code: string;
}

/** The example request of an operation in each language. */
export const requestExamples = (operation: Operation): RequestExample[] => {
  const request = exampleRequest(operation);
  return [
    { label: 'curl', language: 'bash', code: curl(operation, request) },
    { label: 'TypeScript', language: 'ts', code: typescript(operation, request) },
    { label: 'Python', language: 'python', code: python(operation, request) },
  ];
};

const urlOf = ({ path }: Operation, request: ExampleRequest): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(request.path[name]));
  const query = new URLSearchParams(
    Object.entries(request.query).map(([name, value]) => [name, String(value)]),
  );
  return query.size > 0 ? `${filled}?${query}` : filled;
};

const isOpen = (operation: Operation): boolean => operation['x-scopes'] === undefined;

const successIs = (operation: Operation, type: RegExp): boolean =>
  Object.entries(operation.responses).some(
    ([status, { content }]) =>
      status.startsWith('2') && type.test(Object.keys(content ?? {})[0] ?? ''),
  );

const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const curl = (operation: Operation, request: ExampleRequest): string => {
  const parts = [`curl -sS "$CYBERDESK_BASE_URL${urlOf(operation, request)}"`];
  if (operation.method !== 'GET') parts[0] += ` -X ${operation.method}`;
  if (!isOpen(operation)) parts.push('-H "Authorization: Bearer $CYBERDESK_API_KEY"');
  if (operation['x-idempotency'] === 'key') parts.push('-H "Idempotency-Key: $(uuidgen)"');
  if (request.isBinary)
    parts.push("-H 'Content-Type: application/octet-stream'", '--data-binary @file');
  if (request.body !== undefined)
    parts.push(
      "-H 'Content-Type: application/json'",
      `-d ${shellQuoted(JSON.stringify(request.body))}`,
    );
  if (successIs(operation, /^text\/event-stream/)) parts.push('--no-buffer');
  if (successIs(operation, /^(image|application\/octet)/)) parts.push('-o file');
  return parts.join(' \\\n  ');
};

/** A literal of TypeScript: JSON with bare names and single quotes. */
const literal = (value: unknown): string => {
  if (typeof value === 'string')
    return `'${JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, '"')
      .replaceAll("'", String.raw`\'`)}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, each]) => {
    const key = /^[a-zA-Z_]\w*$/.test(name) ? name : literal(name);
    return `${key}: ${literal(each)}`;
  });
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
};

const membersOf = ({ query, body }: ExampleRequest): Record<string, unknown> => ({
  ...query,
  ...(body as Record<string, unknown> | undefined),
});

const typescript = (operation: Operation, request: ExampleRequest): string => {
  const method = operation['x-sdk'];
  if (!method)
    return `const response = await fetch(\`\${process.env.CYBERDESK_BASE_URL}${operation.path}\`);\nconsole.log(await response.json());`;
  const members = membersOf(request);
  const given = [
    ...Object.values(request.path).map(literal),
    ...(request.isBinary ? ["'content'"] : []),
    ...(Object.keys(members).length > 0 ? [literal(members)] : []),
  ].join(', ');
  const head = "import { Cyberdesk } from 'cyberdesk';\n\nconst client = new Cyberdesk();\n";
  return `${head}${typescriptCall(operation, `client.resources.${method}(${given})`)}`;
};

const typescriptCall = (operation: Operation, call: string): string => {
  if (successIs(operation, /^text\/event-stream/))
    return `for await (const { id, data } of await ${call}) console.log(id, data);`;
  if (successIs(operation, /^(image|application\/octet)/))
    return `const response = await ${call};\nconst bytes = new Uint8Array(await response.arrayBuffer());`;
  return `${successIs(operation, /json/) ? 'const result = ' : ''}await ${call};`;
};

const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const pythonLiteral = (value: unknown): string => {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}: ${pythonLiteral(each)}`,
  );
  return `{${members.join(', ')}}`;
};

const python = (operation: Operation, request: ExampleRequest): string => {
  const method = operation['x-sdk'];
  if (!method)
    return `import os\n\nimport httpx\n\nprint(httpx.get(os.environ["CYBERDESK_BASE_URL"] + "${operation.path}").json())`;
  const given = [
    ...Object.values(request.path).map(pythonLiteral),
    ...(request.isBinary ? ['b"content"'] : []),
    ...Object.entries(membersOf(request)).map(
      ([name, each]) => `${snake(name)}=${pythonLiteral(each)}`,
    ),
  ].join(', ');
  const head = 'from cyberdesk import Cyberdesk\n\nclient = Cyberdesk()\n';
  if (successIs(operation, /^text\/event-stream/))
    return `${head}for event in client.events.stream():\n    print(event.id, event.type_)`;
  const call = `client.resources.${method}(${given})`;
  if (successIs(operation, /^(image|application\/octet)/))
    return `${head}content = ${call}.content`;
  return `${head}${successIs(operation, /json/) ? 'result = ' : ''}${call}`;
};
