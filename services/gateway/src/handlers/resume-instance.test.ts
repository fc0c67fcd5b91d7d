import { expect, test } from 'vitest';
import { resumeInstance } from './resume-instance.ts';

test.todo('resumeInstance does what its contract says');

test('resumeInstance exists', () => {
  expect(resumeInstance).toBeTypeOf('function');
});
