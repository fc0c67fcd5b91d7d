import type {
  DecoratedType,
  Model,
  ModelProperty,
  Operation,
  Program,
  Type,
} from '@typespec/compiler';
import { getLocationContext, isErrorModel } from '@typespec/compiler';
import { getAllHttpServices, type HttpOperation, type HttpService } from '@typespec/http';
import { getExtensions } from '@typespec/openapi';

/** An operation as a service serves it. One written in a template is met once per service. */
export interface Served {
  service: HttpService;
  http: HttpOperation;
  operation: Operation;
}

export function extension(
  program: Program,
  type: Type & DecoratedType,
  name: `x-${string}`,
): unknown {
  return getExtensions(program, type).get(name);
}

function describesResource(program: Program, { operation }: HttpOperation): boolean {
  const { returnType } = operation;
  return (
    returnType.kind === 'Model' && extension(program, returnType, 'x-custom-resource') !== undefined
  );
}

/** Every operation of every service; those that only keep a custom resource reachable are no operations. */
export function servedOperations(program: Program): Served[] {
  const [services] = getAllHttpServices(program);
  return services.flatMap((service) =>
    service.operations
      .filter((http) => !describesResource(program, http))
      .map((http) => ({ service, http, operation: http.operation })),
  );
}

/** The operations that differ in their source: a rule about the text of one speaks once. */
export function writtenOperations(program: Program): Served[] {
  const seen = new Set<unknown>();
  return servedOperations(program).filter(({ operation }) => {
    const fresh = !seen.has(operation.node);
    seen.add(operation.node);
    return fresh;
  });
}

/** True for what this project wrote, false for what came with a library. */
export const isOurs = (program: Program, type: Type): boolean =>
  getLocationContext(program, type).type === 'project';

const modelsOf = (type: Type): Type[] => {
  if (type.kind === 'Model') {
    const members = [...type.properties.values()].map((property) => property.type);
    return [
      ...members,
      ...(type.indexer ? [type.indexer.value] : []),
      ...(type.baseModel ? [type.baseModel] : []),
    ];
  }
  return type.kind === 'Union' ? [...type.variants.values()].map((variant) => variant.type) : [];
};

/** The type and everything inside it, each once. */
export function reachable(type: Type, seen = new Set<Type>()): Set<Type> {
  if (seen.has(type)) return seen;
  seen.add(type);
  for (const inner of modelsOf(type)) reachable(inner, seen);
  return seen;
}

export function requestBody({ http }: Served): Type | undefined {
  const { body } = http.parameters;
  return body?.contentTypes.some((type) => !type.endsWith('json')) ? undefined : body?.type;
}

/** Bodies of all answers that are not problems. */
export function responseBodies(program: Program, { http }: Served): Type[] {
  return http.responses
    .filter(({ type }) => !(type.kind === 'Model' && isErrorModel(program, type)))
    .flatMap(({ responses }) => responses.flatMap(({ body }) => (body ? [body.type] : [])));
}

/** Properties of a model, its parents' among them. */
export function allProperties(model: Model): ModelProperty[] {
  const inherited = model.baseModel ? allProperties(model.baseModel) : [];
  return [...inherited, ...model.properties.values()];
}
