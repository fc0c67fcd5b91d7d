import { header, literal } from './literal.ts';
import type { Schema, Service } from './openapi.ts';

const secretNames = (schema: Schema): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    property.format === 'password' ? [name] : [],
  );

/** Names of all members that the contract marks with `@secret`. */
export function secretMembers(services: Service[]): string[] {
  const schemas = services.flatMap(({ v30 }) => Object.values(v30.components?.schemas ?? {}));
  return [...new Set(schemas.flatMap(secretNames))].sort();
}

/** `secrets.gen.ts`: what logs, audit and events must never hold. */
export function secretsFile(services: Service[]): string {
  return `// ${header}
/** Names of the members that the contract marks as secret: write-only, never logged. */
export const secretMembers: readonly string[] = ${literal(secretMembers(services))};
`;
}
