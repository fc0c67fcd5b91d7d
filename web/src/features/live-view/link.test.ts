import { expect, test } from 'vitest';
import { linkOf, LinkEndedError } from './link.ts';

const gateway = 'https://gateway.test';
const sub = `dsk-${'a'.repeat(34)}`;
const later = Math.floor(Date.now() / 1000) + 60;
const hash = (claims: object): string =>
  `#token=e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

test('a link tells where to connect, as whom and for how long', () => {
  expect(linkOf(hash({ sub, exp: later, role: 'control' }), gateway)).toMatchObject({
    websocketUrl: `wss://gateway.test/instances/${sub}/live`,
    expiresAt: later * 1000,
    role: 'control',
  });
  expect(linkOf(hash({ sub, exp: later, role: 'owner' }), gateway).role).toBe('view');
});

test.each([
  ['nothing', ''],
  ['no token', '#token=abc'],
  ['one that is over', hash({ sub, exp: 1 })],
  ['one without an end', hash({ sub })],
  ['one for another place', hash({ sub: '../../evil', exp: later })],
])('%s is refused', (_, text) => {
  expect(() => linkOf(text, gateway)).toThrow(LinkEndedError);
});
