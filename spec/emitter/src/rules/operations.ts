import {
  createRule,
  getDoc,
  getSummary,
  isErrorModel,
  paramMessage,
  type Program,
  type Type,
} from '@typespec/compiler';
import { getOperationId } from '@typespec/openapi';
import { extension, servedOperations, writtenOperations, type Served } from './context.ts';

const lowerCamel = /^[a-z]+(?:[A-Z][a-z0-9]*)+$/;

function duplicates(program: Program): Served[] {
  const seen = new Set<string>();
  return servedOperations(program).filter(({ service, operation }) => {
    const id = `${service.namespace.name} ${getOperationId(program, operation)}`;
    const known = seen.has(id);
    seen.add(id);
    return known && getOperationId(program, operation) !== undefined;
  });
}

export const useOperationId = createRule({
  name: 'use-operation-id',
  severity: 'warning',
  description: 'Handlers, SDK methods, files and docs are joined by operationId alone.',
  messages: {
    missing: paramMessage`Operation \`${'name'}\` needs @operationId("verbNoun"), such as "createDesktop".`,
    shape: paramMessage`operationId \`${'id'}\` must be a lowerCamel verb and noun, such as "createDesktop".`,
    duplicate: paramMessage`operationId \`${'id'}\` is used twice in this service; name the other operation differently.`,
  },
  create: (context) => ({
    root(program) {
      for (const { operation } of writtenOperations(program)) {
        const id = getOperationId(program, operation);
        const { name } = operation;
        if (!id)
          context.reportDiagnostic({ target: operation, messageId: 'missing', format: { name } });
        else if (!lowerCamel.test(id)) {
          context.reportDiagnostic({ target: operation, messageId: 'shape', format: { id } });
        }
      }
      for (const { operation } of duplicates(program)) {
        const id = getOperationId(program, operation) ?? '';
        context.reportDiagnostic({ target: operation, messageId: 'duplicate', format: { id } });
      }
    },
  }),
});

export const documentOperation = createRule({
  name: 'document-operation',
  severity: 'warning',
  description:
    'Summary and prose of an operation are its docs page, its CLI help and its SDK comment.',
  messages: {
    summary: paramMessage`Operation \`${'name'}\` needs @summary("Verb noun").`,
    doc: paramMessage`Operation \`${'name'}\` needs a doc comment that says what it does and what a caller must know.`,
  },
  create: (context) => ({
    root(program) {
      for (const { operation: target } of writtenOperations(program)) {
        const format = { name: target.name };
        if (!getSummary(program, target))
          context.reportDiagnostic({ target, messageId: 'summary', format });
        if (!getDoc(program, target))
          context.reportDiagnostic({ target, messageId: 'doc', format });
      }
    },
  }),
});

const returns = (type: Type, test: (type: Type) => boolean): boolean =>
  test(type) ||
  (type.kind === 'Union' &&
    [...type.variants.values()].some((variant) => returns(variant.type, test)));

export const returnProblem = createRule({
  name: 'return-problem',
  severity: 'warning',
  description: 'Every operation can fail, and every failure is a Problem.',
  messages: {
    default: paramMessage`Operation \`${'name'}\` must also return Cyberdesk.Common.Problem.`,
  },
  create: (context) => ({
    root(program) {
      const isProblem = (type: Type): boolean =>
        type.kind === 'Model' && isErrorModel(program, type);
      for (const { operation: target } of writtenOperations(program)) {
        if (!returns(target.returnType, isProblem))
          context.reportDiagnostic({ target, format: { name: target.name } });
      }
    },
  }),
});

const isPage = (type: Type): boolean =>
  type.kind === 'Model' && type.properties.has('items') && type.properties.has('nextCursor');

export const returnPage = createRule({
  name: 'return-page',
  severity: 'warning',
  description: 'Lists are paged from the first day; a list without pages cannot grow them later.',
  messages: {
    page: paramMessage`List operation \`${'name'}\` must return Cyberdesk.Common.Page<Item>.`,
    query: paramMessage`List operation \`${'name'}\` must take ...Cyberdesk.Common.PageQuery (limit and cursor).`,
  },
  create: (context) => ({
    root(program) {
      for (const { operation: target, http } of writtenOperations(program)) {
        if (http.verb !== 'get' || !getOperationId(program, target)?.startsWith('list')) continue;
        const format = { name: target.name };
        const names = http.parameters.parameters.map(({ param }) => param.name);
        if (!returns(target.returnType, isPage))
          context.reportDiagnostic({ target, messageId: 'page', format });
        if (!names.includes('limit') || !names.includes('cursor')) {
          context.reportDiagnostic({ target, messageId: 'query', format });
        }
      }
    },
  }),
});

function takesKey({ http }: Served): boolean {
  return http.parameters.parameters.some(
    ({ type, name }) => type === 'header' && name.toLowerCase() === 'idempotency-key',
  );
}

export const declarePolicy = createRule({
  name: 'declare-policy',
  severity: 'warning',
  description:
    'Who may call an operation, and whether it may be repeated, is part of the contract.',
  messages: {
    scopes: paramMessage`Operation \`${'name'}\` needs @extension("x-scopes", #["…"]), or @useAuth(NoAuth).`,
    idempotency: paramMessage`Operation \`${'name'}\` changes something: it needs @extension("x-idempotency", "key" | "natural" | "none").`,
    key: paramMessage`Operation \`${'name'}\` is repeatable by key: it must take ...Cyberdesk.Common.IdempotencyHeader.`,
  },
  create: (context) => ({
    root(program) {
      for (const served of writtenOperations(program)) {
        const { operation: target, http } = served;
        const format = { name: target.name };
        const open = http.authentication?.options.some(({ schemes }) =>
          schemes.some(({ type }) => type === 'noAuth'),
        );
        const idempotency = extension(program, target, 'x-idempotency');
        if (!open && !Array.isArray(extension(program, target, 'x-scopes'))) {
          context.reportDiagnostic({ target, messageId: 'scopes', format });
        }
        if (!idempotency && http.verb !== 'get' && http.verb !== 'head') {
          context.reportDiagnostic({ target, messageId: 'idempotency', format });
        }
        if (idempotency === 'key' && !takesKey(served))
          context.reportDiagnostic({ target, messageId: 'key', format });
      }
    },
  }),
});
