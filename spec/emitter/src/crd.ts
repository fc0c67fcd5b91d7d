import { stringify } from 'yaml';
import { header } from './literal.ts';
import type { Document, Schema, Service } from './openapi.ts';
import { refName } from './openapi.ts';

/** What `@extension("x-custom-resource", …)` says about a resource. */
interface CustomResource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular?: string;
  shortNames?: string[];
  printerColumns?: unknown[];
}

export const customResources = (document: Document): [string, Schema, CustomResource][] =>
  Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const resource = schema['x-custom-resource'] as CustomResource | undefined;
    return resource ? [[name, schema, resource]] : [];
  });

const dropped = new Set(['example', 'discriminator']);
/** Formats that Kubernetes knows; it warns about any other at every apply. */
const formats = new Set([
  'int32',
  'int64',
  'float',
  'double',
  'byte',
  'date',
  'date-time',
  'password',
]);

const isOpenText = (schema: Schema): boolean =>
  schema.anyOf?.some((member) => member.type === 'string' && !member.enum) ?? false;

function inlineMembers(document: Document, schema: Schema): Schema {
  const kept = Object.entries(schema).filter(
    ([keyword, value]) =>
      !dropped.has(keyword) &&
      (!keyword.startsWith('x-') || keyword.startsWith('x-kubernetes-')) &&
      (keyword !== 'format' || formats.has(value as string)),
  );
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      if (keyword === 'properties') {
        const members = Object.entries(value as Record<string, Schema>);
        return [
          keyword,
          Object.fromEntries(members.map(([name, member]) => [name, structural(document, member)])),
        ];
      }
      const nested =
        (keyword === 'items' || keyword === 'additionalProperties') && typeof value === 'object';
      return [keyword, nested ? structural(document, value as Schema) : value];
    }),
  );
}

/** A 3.0 schema without references and unions: the structural schema that an apiserver takes. */
export function structural(document: Document, schema: Schema): Schema {
  if (schema.$ref) {
    const target = document.components?.schemas?.[refName(schema.$ref)];
    if (!target) throw new Error(`${schema.$ref} is not in the document`);
    return structural(document, target);
  }
  if (schema.allOf?.length === 1 && schema.allOf[0]) {
    const { allOf, ...rest } = schema;
    return { ...structural(document, allOf![0]!), ...inlineMembers(document, rest) };
  }
  if (isOpenText(schema)) {
    const { anyOf: _, ...rest } = schema;
    return { type: 'string', ...inlineMembers(document, rest) };
  }
  return inlineMembers(document, schema);
}

function definition(document: Document, schema: Schema, resource: CustomResource): object {
  const { group, version, kind, plural, singular, shortNames, printerColumns } = resource;
  const { properties, ...rest } = structural(document, schema);
  const type = { type: 'string' };
  const openAPIV3Schema = {
    ...rest,
    properties: { apiVersion: type, kind: type, metadata: { type: 'object' }, ...properties },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: singular ?? kind.toLowerCase(),
        shortNames,
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: printerColumns,
          schema: { openAPIV3Schema },
        },
      ],
    },
  };
}

/** One YAML file for each custom resource, by name. */
export function crdFiles(services: Service[]): [string, string][] {
  return services.flatMap(({ v30 }) =>
    customResources(v30).map(([, schema, resource]): [string, string] => [
      `${resource.plural}.${resource.group}.yaml`,
      `# ${header}\n${stringify(definition(v30, schema, resource), { aliasDuplicateObjects: false, lineWidth: 100 })}`,
    ]),
  );
}

const text: Schema = { type: 'string' };
const textMap: Schema = { type: 'object', additionalProperties: text };
const objectMeta: Schema = {
  type: 'object',
  description: 'Metadata of a Kubernetes object, as the apiserver writes it in JSON.',
  properties: {
    name: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    creationTimestamp: text,
    deletionTimestamp: text,
    labels: textMap,
    annotations: textMap,
    finalizers: { type: 'array', items: text },
  },
};

/** The document that types of custom resources are made from: with what every Kubernetes object has. */
export function typedDocument(document: Document): Document {
  const copy = structuredClone(document);
  copy.components!.schemas!.ObjectMeta = objectMeta;
  for (const [, schema, resource] of customResources(copy)) {
    const { group, version, kind } = resource;
    schema.properties = {
      apiVersion: { type: 'string', enum: [`${group}/${version}`] },
      kind: { type: 'string', enum: [kind] },
      metadata: { $ref: '#/components/schemas/ObjectMeta' },
      ...schema.properties,
    };
    schema.required = ['apiVersion', 'kind', 'metadata', ...(schema.required ?? [])];
  }
  return copy;
}
