import { createVerifier, generateKeyPair, importPrivateKey } from '@cyberdesk/kit/tokens';
import { expect, test } from 'vitest';
import { createBinder, createUseReader, type GatewayOptions } from './gateway.ts';

const name = 'dsk-32g7k2q5amn3tx4wkz6r5ycb7dhefjplsu';
const binding = { boundAt: '2026-11-23T08:00:00Z', contractVersion: '0.1.0' };

async function setup(respond: () => Response) {
  const { privateJwk, publicJwk } = await generateKeyPair('operator-1');
  const requests: Request[] = [];
  const options: GatewayOptions = {
    url: 'http://gateway.test',
    key: await importPrivateKey(privateJwk),
    fetch: async (input, init) => {
      requests.push(new Request(input, init));
      return respond();
    },
  };
  const [bind, read] = [createBinder(options), createUseReader(options)];
  return { bind, read, requests, jwks: { keys: [publicJwk] } };
}

test('asks for the bind of this machine with a short token for the gateway only', async () => {
  const { bind, requests, jwks } = await setup(() => Response.json(binding));
  expect(await bind(name, 'vmi-uid')).toEqual(binding);
  const [request] = requests;
  expect(request?.method).toBe('POST');
  expect(request?.url).toBe(`http://gateway.test/instances/${name}/bind`);
  expect(await request?.json()).toEqual({ uid: 'vmi-uid' });
  const verify = createVerifier({ jwks, audience: 'gateway', issuers: ['cyberdesk-operator'] });
  const claims = await verify(request?.headers.get('authorization')?.replace('Bearer ', '') ?? '');
  expect(claims).toMatchObject({ scopes: ['instances:bind'], actor: { type: 'system' } });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBeLessThanOrEqual(60);
});

test("a refusal is an error that carries the gateway's words", async () => {
  const problem = {
    type: 'x',
    title: 'Conflict',
    status: 409,
    code: 'alreadyBound',
    detail: 'Bound to another.',
  };
  const headers = { 'content-type': 'application/problem+json' };
  const { bind } = await setup(
    () => new Response(JSON.stringify(problem), { status: 409, headers }),
  );
  await expect(bind(name, 'vmi-uid')).rejects.toThrow('Bound to another.');
});

test('asks how a desktop is used', async () => {
  const use = { lastActiveAt: binding.boundAt, viewers: 1, runningCommands: 0, processes: [] };
  const { read, requests } = await setup(() => Response.json(use));
  expect(await read(name)).toEqual(use);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET http://gateway.test/instances/${name}/use`,
  ]);
});

test('tells when the gateway answered, by its own clock, of each call', async () => {
  const dates = ['Mon, 23 Nov 2026 08:00:05 GMT', 'Mon, 23 Nov 2026 08:00:09 GMT'];
  const { bind } = await setup(() => {
    const date = dates.shift();
    return Response.json(binding, { headers: date === undefined ? {} : { date } });
  });
  const answers = await Promise.all([bind(name, 'a'), bind(name, 'b')]);
  expect(new Set(answers.map(({ answeredAt }) => answeredAt))).toEqual(
    new Set([Date.parse('2026-11-23T08:00:05Z'), Date.parse('2026-11-23T08:00:09Z')]),
  );
  expect(await bind(name, 'c')).toEqual(binding);
});
