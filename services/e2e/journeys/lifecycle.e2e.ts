import { afterEach, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { request, signUp } from '../support/stack.ts';
import { until } from '../support/until.ts';

const made: Desktop[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((desktop) => desktop.delete().catch(() => undefined)));
});

test('the same idempotency key never makes a second desktop', async () => {
  const person = await signUp();
  const headers = { 'idempotency-key': `create-${Date.now()}` };
  const send = () =>
    request('POST', '/v1/desktops', { token: person.key, headers, body: { name: 'once' } });
  const replies = await Promise.all([send(), send(), send()]);
  const statuses = replies.map(({ status }) => status);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  const again = (await (await send()).json()) as { id: string };
  made.push(await person.client.desktops.get(again.id));
  const ids: string[] = [];
  for await (const desktop of person.client.desktops.list()) ids.push(desktop.id);
  expect(ids).toEqual([again.id]);
});

test('the deadline stops a desktop, and start gives it a new one', async () => {
  const person = await signUp();
  const desktop = await person.client.desktops.create({ wait: true, timeoutSeconds: 3600 });
  made.push(desktop);
  const soon = new Date(Date.now() + 3_000).toISOString();
  await request('POST', `/v1/desktops/${desktop.id}/extend`, {
    token: person.key,
    body: { expiresAt: soon },
  });
  await until('the deadline to stop it', async () => (await desktop.refresh()).state === 'stopped');
  expect(desktop.stateReason).toBe('DeadlineReached');
  await desktop.start({ wait: true });
  expect(desktop.state).toBe('running');
  expect(new Date(String(desktop.expiresAt)).getTime()).toBeGreaterThan(Date.now());
});

test('an operation in a stopped desktop is 409 with its state', async () => {
  const person = await signUp();
  const desktop = await person.client.desktops.create({ wait: true });
  made.push(desktop);
  await desktop.stop({ wait: true });
  const response = await request('GET', `/v1/desktops/${desktop.id}/screenshot`, {
    token: person.key,
  });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    code: 'desktopNotRunning',
    currentState: 'stopped',
  });
});

test('labels filter the list, and a deleted desktop leaves it', async () => {
  const person = await signUp();
  const desktop = await person.client.desktops.create({ wait: true, labels: { team: 'qa' } });
  made.push(desktop);
  const list = async (query: string) =>
    (
      (await (await request('GET', `/v1/desktops?${query}`, { token: person.key })).json()) as {
        items: { id: string }[];
      }
    ).items.map(({ id }) => id);
  expect(await list('label=team%3Dqa')).toEqual([desktop.id]);
  expect(await list('label=team%3Dops')).toEqual([]);
  await desktop.delete({ wait: true });
  expect(await list('')).toEqual([]);
  expect(await list('state=deleted')).toEqual([desktop.id]);
});
