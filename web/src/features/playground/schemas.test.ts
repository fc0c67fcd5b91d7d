import { expect, test } from 'vitest';
import { actionSchemas, commandSchema } from './schemas.ts';

test('every action of the contract is a tool, closed and without references', () => {
  const schemas = actionSchemas();
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['move', 'click', 'drag', 'scroll', 'type', 'key', 'screenshot']),
  );
  expect(JSON.stringify(schemas)).not.toContain('$ref');
  expect(schemas['click']).toMatchObject({
    additionalProperties: false,
    properties: { button: { enum: ['left', 'middle', 'right', 'back', 'forward'] } },
  });
  expect(schemas['click']?.['properties']).not.toHaveProperty('type');
});

test('an agent’s commands name no other user and no secrets', () => {
  expect(Object.keys(commandSchema()['properties'] as object)).toEqual(
    expect.not.arrayContaining(['user', 'env']),
  );
});
