import { createTypeSpecLibrary, type JSONSchemaType } from '@typespec/compiler';

export interface EmitterOptions {
  'sdk-service'?: string;
  'forward-namespace'?: string;
  'forward-service'?: string;
}

const optionsSchema: JSONSchemaType<EmitterOptions> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    'sdk-service': { type: 'string', nullable: true },
    'forward-namespace': { type: 'string', nullable: true },
    'forward-service': { type: 'string', nullable: true },
  },
};

export const $lib = createTypeSpecLibrary({
  name: '@cyberdesk/emitter',
  diagnostics: {},
  emitter: { options: optionsSchema },
});
