import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { explain } from './explain.ts';
import type { FieldError } from './problem.ts';
import type { JsonSchema, Route } from './route.ts';

/** Checks a value in place (defaults are filled in, parameters are turned into their types). */
export type Check = (value: unknown) => FieldError | undefined;

export type Place = 'path' | 'query' | 'header' | 'body';

export interface Validator {
  check(route: Route, place: Place): Check;
  /** Compiles every schema, so that no first request pays for it. */
  warm(): void;
}

const common: Options = {
  discriminator: true,
  verbose: true,
  strict: true,
  // Generated schemas are checked by a test, not again at every start.
  validateSchema: false,
  strictTypes: false,
  strictRequired: false,
  // One error is enough to name the fix, and a hostile body cannot make us collect thousands.
  allErrors: false,
};

function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({ ...common, ...options });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addFormat('double-int', { type: 'number', validate: Number.isSafeInteger });
  return ajv;
}

const isSchema = (value: unknown): value is JsonSchema =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const mapValues = (map: JsonSchema, change: (value: JsonSchema) => unknown): JsonSchema =>
  Object.fromEntries(
    Object.entries(map).map(([name, value]) => [name, isSchema(value) ? change(value) : value]),
  );

function closeKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' && isSchema(value)) return mapValues(value, close);
  if (['anyOf', 'oneOf'].includes(keyword)) return (value as JsonSchema[]).map(close);
  if (['items', 'additionalProperties'].includes(keyword) && isSchema(value)) return close(value);
  return value;
}

const composed = (schema: JsonSchema): boolean =>
  ['allOf', 'anyOf', 'oneOf'].some((keyword) => keyword in schema);

/** The schema with every object refusing members that it does not name. */
export function close(schema: JsonSchema): JsonSchema {
  const closed = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, closeKeyword(keyword, value)]),
  );
  if (schema.type !== 'object' || composed(schema) || 'additionalProperties' in schema)
    return closed;
  return { ...closed, additionalProperties: false };
}

/** Compiles on first use: a service has far more schemas than a process meets in its first second. */
function lazy(
  compile: () => ValidateFunction,
  lookup: (ref: string) => unknown,
): Check & { warm(): void } {
  let compiled: ValidateFunction | undefined;
  const get = (): ValidateFunction => (compiled ??= compile());
  const check = (value: unknown): FieldError | undefined => {
    const validate = get();
    return validate(value) ? undefined : explain(validate.errors ?? [], lookup);
  };
  return Object.assign(check, { warm: () => void get() });
}

function withSchemas(ajv: Ajv2020, schemas: Record<string, JsonSchema>, change = close): Ajv2020 {
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(change(schema), name);
  return ajv;
}

const empty: JsonSchema = { type: 'object', properties: {} };

function schemasOf(route: Route): [Place, JsonSchema][] {
  const { path, query, header } = route.parameters;
  const all = {
    path,
    query: close(query ?? empty),
    header,
    body: route.body?.schema && close(route.body.schema),
  };
  return Object.entries(all).filter(
    (entry): entry is [Place, JsonSchema] => entry[1] !== undefined,
  );
}

/** Validators of a service: one Ajv for parameters, which turns text into types, one for bodies, which never does. */
export function createValidator(
  routes: readonly Route[],
  schemas: Record<string, JsonSchema>,
): Validator {
  const parameters = withSchemas(createAjv({ coerceTypes: true, useDefaults: true }), schemas);
  const bodies = withSchemas(createAjv({ useDefaults: true }), schemas);
  const lookup = (ref: string): unknown => schemas[ref];
  const checks = new Map<string, Check & { warm(): void }>();
  for (const route of routes) {
    for (const [place, schema] of schemasOf(route)) {
      const ajv = place === 'body' ? bodies : parameters;
      checks.set(
        `${route.operationId} ${place}`,
        lazy(() => ajv.compile(schema), lookup),
      );
    }
  }
  return {
    check: (route, place) => checks.get(`${route.operationId} ${place}`) ?? (() => undefined),
    warm: () => checks.forEach((check) => check.warm()),
  };
}

/** Checks what a service answers: open, so that a newer server's further members pass. For tests. */
export function createResponseCheck(
  schemas: Record<string, JsonSchema>,
): (schema: JsonSchema) => Check {
  const ajv = withSchemas(createAjv({}), schemas, (schema) => schema);
  return (schema) =>
    lazy(
      () => ajv.compile(schema),
      (ref) => schemas[ref],
    );
}
