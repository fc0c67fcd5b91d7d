import {
  createSigner,
  generateKeyPair,
  importPrivateKey,
  type JSONWebKeySet,
  type JWK,
  type Signer,
  type SigningKey,
} from '@cyberdesk/kit/tokens';

/** Keys of the services around a gateway, and signers in their names. */
export interface Keys {
  api: Signer;
  operator: Signer;
  /** Knows no key of the set, but uses the name of one. */
  impostor: Signer;
  /** A key that nobody knows. */
  stranger: Signer;
  /** The operator's key in the api's name. */
  operatorAsApi: Signer;
  serviceKeys: JSONWebKeySet;
  desktop: SigningKey;
  desktopKeys: JSONWebKeySet;
}

const signerOf = async (jwk: JWK, issuer: string): Promise<Signer> =>
  createSigner({ key: await importPrivateKey(jwk), issuer });

export const createKeys = async (): Promise<Keys> => {
  const api = await generateKeyPair('api-1');
  const operator = await generateKeyPair('operator-1');
  const desktop = await generateKeyPair('desktop-1');
  const impostor = await generateKeyPair('api-1');
  const stranger = await generateKeyPair('api-9');
  return {
    api: await signerOf(api.privateJwk, 'cyberdesk-api'),
    operator: await signerOf(operator.privateJwk, 'cyberdesk-operator'),
    impostor: await signerOf(impostor.privateJwk, 'cyberdesk-api'),
    stranger: await signerOf(stranger.privateJwk, 'cyberdesk-api'),
    operatorAsApi: await signerOf(operator.privateJwk, 'cyberdesk-api'),
    serviceKeys: { keys: [api.publicJwk, operator.publicJwk] },
    desktop: await importPrivateKey(desktop.privateJwk),
    desktopKeys: { keys: [desktop.publicJwk] },
  };
};
