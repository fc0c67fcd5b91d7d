import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner, importPrivateKey, type JWK } from '@cyberdesk/kit/tokens';
import { addressOf } from './cluster.ts';
import { stateFolder } from './stack.ts';

/** execd of a desktop, reached as the gateway reaches it: by its address and with a token of the gateway's key. */
export const execdOf = async (
  desktopId: string,
): Promise<{ url: string; token: (actor: string) => Promise<string> }> => {
  const jwk = JSON.parse(readFileSync(join(stateFolder(), 'keys/desktop.json'), 'utf8')) as JWK;
  const sign = createSigner({ key: await importPrivateKey(jwk), issuer: 'cyberdesk-gateway' });
  const instance = desktopId.replace('_', '-');
  const token = (actor: string) => {
    const claims = { role: 'control', principal: 'e2e', actor: { type: actor, id: 'e2e' } };
    return sign({ audience: instance, subject: instance, ttlSeconds: 60, claims });
  };
  return { url: `http://${await addressOf(desktopId)}:8000`, token };
};
