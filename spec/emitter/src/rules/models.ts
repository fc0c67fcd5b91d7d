import {
  createRule,
  getDoc,
  getMaxValueExclusive,
  getMinValueExclusive,
  isTemplateDeclaration,
  paramMessage,
  type ModelProperty,
  type Program,
} from '@typespec/compiler';
import { isBody, isMetadata } from '@typespec/http';
import { isOurs } from './context.ts';

/** Status, headers and body of an answer without a name: what they are is said by their decorators. */
function isEnvelope(program: Program, property: ModelProperty): boolean {
  return (
    property.model?.name === '' && (isMetadata(program, property) || isBody(program, property))
  );
}

export const documentProperty = createRule({
  name: 'document-property',
  severity: 'warning',
  description: 'Every member of the wire is explained where it is written.',
  messages: {
    default: paramMessage`\`${'name'}\` needs a doc comment: what it is, its unit, what its absence means.`,
  },
  create(context) {
    return {
      modelProperty(property) {
        const { program } = context;
        if (
          !isOurs(program, property) ||
          getDoc(program, property) ||
          isEnvelope(program, property)
        )
          return;
        context.reportDiagnostic({ target: property, format: { name: property.name } });
      },
    };
  },
});

const isIdName = (name: string): boolean => name === 'id' || /[a-z]Id$/.test(name);
const isBareString = ({ type }: ModelProperty): boolean =>
  type.kind === 'Scalar' && type.name === 'string';

export const useIdScalar = createRule({
  name: 'use-id-scalar',
  severity: 'warning',
  description: 'An id has a form and an example, and one kind of id is never taken for another.',
  messages: {
    default: paramMessage`\`${'name'}\` must be a scalar of its own with a pattern and an example, not a string.`,
  },
  create(context) {
    return {
      modelProperty(property) {
        if (
          !isOurs(context.program, property) ||
          !isIdName(property.name) ||
          !isBareString(property)
        )
          return;
        context.reportDiagnostic({ target: property, format: { name: property.name } });
      },
    };
  },
});

export const noExclusiveBound = createRule({
  name: 'no-exclusive-bound',
  severity: 'warning',
  description:
    'OpenAPI 3.0 writes exclusive bounds as booleans, which JSON Schema 2020-12 does not know.',
  messages: {
    default:
      'Use @minValue or @maxValue: exclusive bounds do not survive the way to the validators.',
  },
  create(context) {
    const check = (target: Parameters<typeof getMinValueExclusive>[1]): void => {
      const { program } = context;
      const exclusive = [
        getMinValueExclusive(program, target),
        getMaxValueExclusive(program, target),
      ];
      if (exclusive.some((bound) => bound !== undefined)) context.reportDiagnostic({ target });
    };
    return {
      modelProperty: check,
      scalar: (scalar) => void (isTemplateDeclaration(scalar) || check(scalar)),
    };
  },
});
