import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  addInstance,
  newName,
  otherOrganizationId,
  runningStatus,
  setStatus,
  startWorld,
  type World,
} from './testing/world.ts';

let world: World;
let name: string;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  name = newName();
  await addInstance(world.kube, name);
  await setStatus(world.kube, name, runningStatus());
});

const ask = (what: string, body?: object, token?: string) =>
  world.call('POST', `/instances/${name}/${what}`, { body, ...(token && { token }) });
const specNow = async () => (await world.kube.instances.get(name)).spec;
const codeOf = async (response: Response): Promise<[number, string]> => {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
};

test('a pause and its end are wishes, and repeats change nothing', async () => {
  for (const [what, desiredState] of [
    ['pause', 'Paused'],
    ['pause', 'Paused'],
    ['resume', 'Running'],
    ['resume', 'Running'],
  ] as const) {
    expect((await ask(what)).status).toBe(202);
    expect(await specNow()).toMatchObject({ desiredState, startCount: 1 });
  }
});

test('a restart is counted by the caller: a late repeat restarts nothing', async () => {
  expect((await ask('restart', { restartCount: 2 })).status).toBe(202);
  expect((await specNow()).restartCount).toBe(2);
  await world.kube.instances.mergePatch(name, { spec: { desiredState: 'Stopped' } });
  expect((await ask('restart', { restartCount: 2 })).status).toBe(202);
  expect((await ask('restart', { restartCount: 1 })).status).toBe(202);
  expect(await specNow()).toMatchObject({ restartCount: 2, desiredState: 'Stopped' });
});

test('a paused instance goes on by a restart', async () => {
  await ask('pause');
  await setStatus(world.kube, name, { phase: 'Paused' });
  expect((await ask('restart', { restartCount: 1 })).status).toBe(202);
  expect(await specNow()).toMatchObject({ restartCount: 1, desiredState: 'Running' });
});

const requests: [string, object | undefined][] = [
  ['pause', undefined],
  ['resume', undefined],
  ['restart', { restartCount: 9 }],
];

test.each(requests)(
  '%s of what does not run is refused and names the state',
  async (what, body) => {
    await world.kube.instances.mergePatch(name, { spec: { desiredState: 'Stopped' } });
    await setStatus(world.kube, name, { phase: 'Stopped' });
    const reply = await ask(what, body);
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({
      code: 'desktopNotRunning',
      currentState: 'stopped',
    });
    expect((await specNow()).desiredState).toBe('Stopped');
  },
);

test.each(requests)('%s of what is being deleted is refused', async (what, body) => {
  await world.call('DELETE', `/instances/${name}`);
  expect(await codeOf(await ask(what, body))).toEqual([409, 'desktopStateConflict']);
});

test.each(requests)('%s of another organization is 404', async (what, body) => {
  const token = await world.token({ org: otherOrganizationId });
  expect(await codeOf(await ask(what, body, token))).toEqual([404, 'notFound']);
  expect(await specNow()).toMatchObject({ desiredState: 'Running' });
});
