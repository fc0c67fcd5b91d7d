import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { readState, stateFolder, writeState } from '../state.ts';

/** Where each key of the stack lies. Every private key has its own file, readable by its owner alone. */
export interface Keys {
  apiKeyFile: string;
  operatorKeyFile: string;
  desktopKeyFile: string;
  authKeyFile: string;
  /** Public keys of api and operator, which the gateway accepts. */
  serviceJwksFile: string;
  /** Public keys of the gateway, which machines accept. */
  desktopJwksFile: string;
  publishableKey: string;
  postgresPassword: string;
  apiPassword: string;
  authPassword: string;
}

interface Secrets {
  publishableKey: string;
  postgresPassword: string;
  apiPassword: string;
  authPassword: string;
}

/** The keys of this state, made once. */
export const ensureKeys = async (): Promise<Keys> => {
  const api = await signingKey('api', 'EdDSA');
  const operator = await signingKey('operator', 'EdDSA');
  const desktop = await signingKey('desktop', 'EdDSA');
  const auth = await signingKey('auth', 'ES256');
  const jwks = (name: string, ...keys: JWK[]): string =>
    writeState({ keys: keys.map(publicHalf) }, 'keys', name);
  return {
    apiKeyFile: api.file,
    operatorKeyFile: operator.file,
    desktopKeyFile: desktop.file,
    authKeyFile: auth.file,
    serviceJwksFile: jwks('services.jwks.json', api.key, operator.key),
    desktopJwksFile: jwks('desktop.jwks.json', desktop.key),
    ...secrets(),
  };
};

const signingKey = async (
  name: string,
  alg: 'EdDSA' | 'ES256',
): Promise<{ file: string; key: JWK }> => {
  const file = join(stateFolder(), 'keys', `${name}.json`);
  const known = readState<JWK>('keys', `${name}.json`);
  if (known) return { file, key: known };
  const { privateKey } = await generateKeyPair(
    alg,
    alg === 'EdDSA' ? { crv: 'Ed25519', extractable: true } : { extractable: true },
  );
  const key = {
    ...(await exportJWK(privateKey)),
    kid: `${name}-${randomBytes(4).toString('hex')}`,
    alg,
    use: 'sig',
  };
  writeState(key, 'keys', `${name}.json`);
  return { file, key };
};

const publicHalf = ({ d: _private, ...rest }: JWK): JWK => rest;

const secrets = (): Secrets => {
  const known = readState<Secrets>('keys', 'secrets.json');
  if (known) return known;
  const secret = (): string => randomBytes(18).toString('base64url');
  const made = {
    publishableKey: `sb_publishable_${secret()}`,
    postgresPassword: secret(),
    apiPassword: secret(),
    authPassword: secret(),
  };
  writeState(made, 'keys', 'secrets.json');
  return made;
};
