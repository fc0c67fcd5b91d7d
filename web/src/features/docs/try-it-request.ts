/** A parameter that the console asks for. */
export interface TryField {
  name: string;
  place: 'path' | 'query' | 'header';
  isRequired: boolean;
  initial: string;
}

/** What the console knows of an operation. */
export interface TryOperation {
  method: string;
  path: string;
  needsKey: boolean;
  fields: TryField[];
  /** JSON to begin with; absent when there is no JSON body. */
  body?: string;
  isBinary: boolean;
}

/** What the visitor gave. */
export interface TryInput {
  key: string;
  values: Record<string, string>;
  body: string;
  file: Blob | undefined;
}

/** What is missing or wrong, for people; undefined when the request can be sent. */
export const faultOf = (operation: TryOperation, input: TryInput): string | undefined => {
  if (operation.needsKey && !input.key.trim()) return 'Enter an API key.';
  const missing = operation.fields.find(
    ({ name, isRequired }) => isRequired && !input.values[name],
  );
  if (missing) return `Enter ${missing.name}.`;
  if (operation.isBinary && !input.file) return 'Choose a file to send.';
  if (operation.body === undefined || input.body.trim() === '') return undefined;
  try {
    JSON.parse(input.body);
    return undefined;
  } catch (error) {
    return `The body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`;
  }
};

/** Address and options of the request. The key is in a header, never in the address. */
export const requestOf = (
  apiUrl: string,
  operation: TryOperation,
  input: TryInput,
): [url: URL, init: RequestInit] => {
  const headers = new Headers();
  if (operation.needsKey) headers.set('authorization', `Bearer ${input.key.trim()}`);
  let path = operation.path;
  const query = new URLSearchParams();
  for (const { name, place } of operation.fields) {
    const value = input.values[name];
    if (!value) continue;
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    if (place === 'query') query.append(name, value);
    if (place === 'header') headers.set(name, value);
  }
  const body = bodyOf(operation, input, headers);
  const url = new URL(`${path}${query.size > 0 ? `?${query}` : ''}`, apiUrl);
  return [url, { method: operation.method, headers, credentials: 'omit', ...body }];
};

const bodyOf = (
  operation: TryOperation,
  input: TryInput,
  headers: Headers,
): { body?: BodyInit } => {
  if (operation.isBinary) {
    headers.set('content-type', 'application/octet-stream');
    return { body: input.file ?? '' };
  }
  if (operation.body === undefined || input.body.trim() === '') return {};
  headers.set('content-type', 'application/json');
  return { body: input.body };
};
