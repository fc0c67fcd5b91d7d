import { builtIn } from './problem.ts';
import type { FieldError, Problem } from './problem.ts';
import type { JsonSchema, RawRequest, RequestInput, Route } from './route.ts';
import type { Place, Validator } from './validator.ts';

const properties = (schema: JsonSchema | undefined): Record<string, JsonSchema> =>
  (schema?.properties ?? {}) as Record<string, JsonSchema>;

export function refused(error: FieldError): Problem {
  const where = error.pointer === '' ? 'The body' : `\`${error.pointer}\``;
  return builtIn('invalidRequest', `${where} ${error.message}.`, { errors: [error] });
}

type Values = Record<string, unknown>;
type Find = (ref: string) => JsonSchema | undefined;

function typeOf(schema: JsonSchema | undefined, find: Find): unknown {
  return typeof schema?.$ref === 'string' ? typeOf(find(schema.$ref), find) : schema?.type;
}

/** `label[team]=qa` gives member `team` to the object parameter `label`. */
function addMember(
  values: Values,
  declared: Record<string, JsonSchema>,
  name: string,
  value: string,
): boolean {
  const match = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name);
  if (!match?.[1] || !match[2] || declared[match[1]] === undefined) return false;
  const members = (values[match[1]] ??= Object.create(null)) as Values;
  members[match[2]] = value;
  return true;
}

/** Query text as an object. Names are kept apart from every prototype. */
export function readQuery(url: string, schema: JsonSchema | undefined, find: Find): Values {
  const values = Object.create(null) as Values;
  const start = url.indexOf('?');
  if (start < 0) return values;
  const declared = properties(schema);
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    const isList = Object.hasOwn(declared, name) && typeOf(declared[name], find) === 'array';
    if (isList) ((values[name] ??= []) as unknown[]).push(value);
    else if (name in values)
      throw refused({ pointer: `query/${name}`, message: 'is given more than once; give it once' });
    else if (!addMember(values, declared, name, value)) values[name] = value;
  }
  return values;
}

function readHeaders(c: RawRequest, schema: JsonSchema | undefined): Values {
  const values = Object.create(null) as Values;
  for (const name of Object.keys(properties(schema))) {
    const value = c.req.header(name);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Text that no store and no X server takes: NUL, and halves of surrogate pairs. */
function unusable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  return typeof value === 'object' && value !== null && Object.values(value).some(unusable);
}

function checkPlace(
  validator: Validator,
  route: Route,
  place: Exclude<Place, 'body'>,
  values: Values,
): Values {
  const bad = Object.keys(values).find((name) => unusable(values[name]));
  if (bad !== undefined)
    throw refused({ pointer: `${place}/${bad}`, message: 'must not contain NUL' });
  const error = validator.check(route, place)(values);
  // Everything in a URL or header is text; only what it should look like is news.
  const message = error?.message.replace(/, not a string$/, '');
  if (error && message) throw refused({ pointer: place + error.pointer, message });
  return values;
}

/** Path, query and headers of a request, checked and of their types. */
export function readParameters(
  validator: Validator,
  route: Route,
  c: RawRequest,
  find: Find,
): Omit<RequestInput, 'body'> {
  const { path, query, header } = route.parameters;
  return {
    path: path ? checkPlace(validator, route, 'path', { ...c.req.param() }) : {},
    query: checkPlace(validator, route, 'query', readQuery(c.req.url, query, find)),
    headers: header ? checkPlace(validator, route, 'header', readHeaders(c, header)) : {},
  };
}
