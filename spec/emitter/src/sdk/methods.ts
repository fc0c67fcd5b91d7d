import type { Document, Parameter, Schema, Service } from '../openapi.ts';
import { resolve } from '../openapi.ts';
import type { Kind, OperationModel } from '../operations.ts';
import { operationModels } from '../operations.ts';

/** A named value that a caller of an SDK method gives. */
export interface MethodValue {
  /** Name on the wire. */
  name: string;
  schema: Schema;
  required: boolean;
  description?: string;
}

/** A method of an SDK's resource class, such as `desktops.create`. */
export interface SdkMethod {
  resource: string;
  name: string;
  operation: OperationModel;
  path: MethodValue[];
  query: MethodValue[];
  /** Members of a JSON body, given beside the query parameters. */
  body: MethodValue[];
  bodyKind: 'members' | 'binary' | 'none';
  responseKind: Kind;
  /** Schema of the JSON answer. */
  response?: Schema;
}

const value = ({ name, schema, required, description }: Parameter): MethodValue => ({
  name,
  schema,
  required: required ?? false,
  description,
});

function jsonBody(document: Document, operation: OperationModel): Schema | undefined {
  const schema = Object.values(operation.source.requestBody?.content ?? {})[0]?.schema;
  return schema && resolve(document, schema);
}

function bodyMembers(document: Document, operation: OperationModel): MethodValue[] {
  if (operation.body?.kind !== 'json') return [];
  const schema = jsonBody(document, operation);
  if (!schema?.properties)
    throw new Error(`${operation.id}: the body of an operation with x-sdk must be a model`);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    schema: property,
    // Without a body that must be sent no member of it must be given.
    required: operation.body!.required && (schema.required?.includes(name) ?? false),
    description: property.description,
  }));
}

function refuseClashes(id: string, values: MethodValue[]): void {
  const names = values.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new Error(`${id}: \`${twice}\` is both a parameter and a member of the body; rename one`);
}

const bodyKinds = { json: 'members', binary: 'binary', none: 'none' } as const;

function answer(operation: OperationModel): Pick<SdkMethod, 'responseKind' | 'response'> {
  const success = operation.replies.find(({ status }) => status.startsWith('2'));
  const content = operation.source.responses[success?.status ?? '']?.content ?? {};
  return { responseKind: success?.kind ?? 'empty', response: Object.values(content)[0]?.schema };
}

function method(document: Document, operation: OperationModel, sdk: string): SdkMethod {
  const [resource, name, ...rest] = sdk.split('.');
  if (!resource || !name || rest.length > 0)
    throw new Error(`${operation.id}: x-sdk must be \`resource.method\``);
  const body = bodyMembers(document, operation);
  const query = operation.parameters.filter((one) => one.in === 'query').map(value);
  refuseClashes(operation.id, [...query, ...body]);
  return {
    resource,
    name,
    operation,
    path: operation.parameters.filter((one) => one.in === 'path').map(value),
    query,
    body,
    bodyKind: bodyKinds[operation.body?.kind ?? 'none'],
    ...answer(operation),
  };
}

/** Methods of each resource, from `x-sdk`, in a stable order. */
export function sdkResources({ v30, ...service }: Service): Map<string, SdkMethod[]> {
  const methods = operationModels({ v30, ...service }).flatMap((operation) => {
    const sdk = operation.source['x-sdk'];
    return sdk ? [method(v30, operation, sdk)] : [];
  });
  const names = [...new Set(methods.map(({ resource }) => resource))].sort();
  return new Map(names.map((name) => [name, methods.filter(({ resource }) => resource === name)]));
}
