import { defineLinter } from '@typespec/compiler';
import { discriminateUnion, exampleRequest, openResponseSet } from './rules/bodies.ts';
import { documentProperty, noExclusiveBound, useIdScalar } from './rules/models.ts';
import {
  declarePolicy,
  documentOperation,
  returnPage,
  returnProblem,
  useOperationId,
} from './rules/operations.ts';

/** The rules of the contract. `warn-as-error` in tspconfig.yaml makes each of them fail the compile. */
export const $linter = defineLinter({
  rules: [
    useOperationId,
    documentOperation,
    returnProblem,
    returnPage,
    declarePolicy,
    documentProperty,
    useIdScalar,
    noExclusiveBound,
    exampleRequest,
    openResponseSet,
    discriminateUnion,
  ],
});
