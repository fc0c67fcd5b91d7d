import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';

/** The contract as OpenAPI 3.1. */
export const getOpenApiDocument: Handlers<Context>['getOpenApiDocument'] = async (
  _input,
  { deps },
) => deps.document;
