import {
  createRule,
  getDiscriminatedUnion,
  getExamples,
  isArrayModelType,
  paramMessage,
  type Model,
  type ModelProperty,
  type Program,
  type Type,
  type Union,
} from '@typespec/compiler';
import {
  allProperties,
  extension,
  reachable,
  requestBody,
  responseBodies,
  writtenOperations,
} from './context.ts';

export const exampleRequest = createRule({
  name: 'example-request',
  severity: 'warning',
  description: 'Examples are what docs, mocks and the API reference show first.',
  messages: { default: paramMessage`\`${'name'}\` is a request body: it needs @example(#{ … }).` },
  create: (context) => ({
    root(program) {
      const bodies = new Set(writtenOperations(program).map(requestBody));
      for (const target of bodies) {
        if (target?.kind !== 'Model' || getExamples(program, target).length > 0) continue;
        context.reportDiagnostic({ target, format: { name: target.name } });
      }
    },
  }),
});

const variantTypes = (union: Union): Type[] => [...union.variants.values()].map(({ type }) => type);

/** Two or more fixed texts and nothing that leaves room for a new one. */
function isClosedSet(type: Type): boolean {
  if (type.kind === 'Enum') return type.members.size > 1;
  if (type.kind !== 'Union') return false;
  const types = variantTypes(type);
  return types.length > 1 && types.every(({ kind }) => kind === 'String' || kind === 'EnumMember');
}

function closedProperties(program: Program): Set<ModelProperty> {
  const publicOnes = writtenOperations(program).filter(({ operation }) =>
    extension(program, operation, 'x-sdk'),
  );
  const types = publicOnes.flatMap((served) =>
    responseBodies(program, served).flatMap((body) => [...reachable(body)]),
  );
  const models = new Set(types.filter((type): type is Model => type.kind === 'Model'));
  return new Set([...models].flatMap(allProperties).filter(({ type }) => isClosedSet(type)));
}

export const openResponseSet = createRule({
  name: 'open-response-set',
  severity: 'warning',
  description:
    'Released clients meet values that they do not know; a set in an answer must leave room for them.',
  messages: {
    default: paramMessage`\`${'name'}\` is in an answer: add \`string\` to its union, so that new values may appear.`,
  },
  create: (context) => ({
    root(program) {
      for (const target of closedProperties(program)) {
        context.reportDiagnostic({ target, format: { name: target.name } });
      }
    },
  }),
});

const isObject = (type: Type): boolean => type.kind === 'Model' && !isArrayModelType(type);

export const discriminateUnion = createRule({
  name: 'discriminate-union',
  severity: 'warning',
  description:
    'One wrong member of an undiscriminated union is reported once per variant, and no SDK can tell them apart.',
  messages: {
    default: paramMessage`Union \`${'name'}\` of objects needs @discriminated(#{ envelope: "none", discriminatorPropertyName: "type" }).`,
  },
  create: (context) => ({
    root(program) {
      const served = writtenOperations(program);
      const bodies = served.flatMap((one) => [requestBody(one), ...responseBodies(program, one)]);
      const types = new Set(bodies.flatMap((body) => (body ? [...reachable(body)] : [])));
      for (const target of types) {
        if (target.kind !== 'Union' || variantTypes(target).filter(isObject).length < 2) continue;
        const [union] = getDiscriminatedUnion(program, target);
        if (!union)
          context.reportDiagnostic({ target, format: { name: target.name ?? 'without a name' } });
      }
    },
  }),
});
