import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startWorld, type Customer, type World } from './world.ts';

let world: World;
let customer: Customer;
let commands: string;
beforeAll(async () => {
  world = await startWorld();
  customer = await world.customer();
  const { id } = await customer.desktop();
  await world.admin("update cyberdesk.desktops set state = 'running' where id = $1", [id]);
  commands = `/v1/desktops/${id}/commands`;
});
afterAll(() => world.stop());
beforeEach(() => {
  world.gateway.forward = () => {
    world.gateway.breakOff();
    return new Promise(() => {});
  };
});

const codeOf = async (reply: Response): Promise<[number, string, string | null]> => {
  const { code } = (await reply.json()) as { code: string };
  return [reply.status, code, reply.headers.get('retry-after')];
};

test('a command whose connection breaks off may have been done, and the answer says so', async () => {
  const reply = await customer.call('POST', commands, { command: 'true' });
  expect(reply.status).toBe(502);
  expect(await reply.json()).toMatchObject({
    code: 'upstreamFailed',
    detail: expect.stringContaining('may have been done'),
  });
});

test('what only reads may be asked for again', async () => {
  expect(await codeOf(await customer.call('GET', commands))).toEqual([503, 'unavailable', '2']);
});

test('a gateway that is not there did nothing', async () => {
  world.gateway.stop();
  const reply = await customer.call('POST', commands, { command: 'true' });
  expect(await codeOf(reply)).toEqual([503, 'unavailable', '2']);
});
