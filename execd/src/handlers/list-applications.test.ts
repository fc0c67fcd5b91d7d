import { expect, test } from 'vitest';
import { listApplications } from './list-applications.ts';

test.todo('listApplications does what its contract says');

test('listApplications exists', () => {
  expect(listApplications).toBeTypeOf('function');
});
