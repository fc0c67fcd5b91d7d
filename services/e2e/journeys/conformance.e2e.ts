import {
  checks,
  connect,
  omittedByProcess,
  runChecks,
  type Outcome,
  type TokenFor,
} from '@cyberdesk/conformance';
import type { Desktop } from 'cyberdesk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execdOf } from '../support/execd.ts';
import { driver, signUp, stack, type Person } from '../support/stack.ts';

/** Every promise of a desktop holds through each of the three servers of its contract. */
let person: Person;
let desktop: Desktop;
beforeAll(async () => {
  person = await signUp();
  desktop = await person.client.desktops.create({ wait: true });
});
afterAll(() => desktop.delete());

const omit = driver() === 'process' ? omittedByProcess : [];

const failures = async (url: string, token: string | TokenFor): Promise<string[]> => {
  const report = ({ check, result, error }: Outcome): void => {
    if (result === 'omitted') console.log(`omitted: ${check.promise} (no ${check.needs} here)`);
    if (result === 'failed') console.log(`failed: ${check.area}: ${check.promise}: ${error}`);
  };
  const outcomes = await runChecks(checks, connect(url, token), { omit, report });
  expect(outcomes.filter(({ result }) => result === 'omitted')).toHaveLength(omit.length);
  return outcomes.flatMap(({ check, error }) => (error ? [`${check.promise}: ${error}`] : []));
};

test('through the API', async () => {
  const url = `${stack().api.url}/v1/desktops/${desktop.id}`;
  expect(await failures(url, person.key)).toEqual([]);
});

test('through the gateway, with a token of the desktop', async () => {
  const connection = await person.client.resources.desktops.connect(desktop.id, {
    timeoutSeconds: 3600,
  });
  expect(await failures(connection.endpoints.baseUrl, connection.token)).toEqual([]);
});

test('at execd itself', async () => {
  const { url, token } = await execdOf(desktop.id);
  expect(await failures(url, token)).toEqual([]);
});
