import document from '@cyberdesk/generated/openapi/gateway.3.1.json' with { type: 'json' };

/** This service's own contract. */
export const getOpenApiDocument = (): Record<string, unknown> => document;
