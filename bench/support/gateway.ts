import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSigner,
  generateKeyPair,
  importPrivateKey,
  type JWK,
  type Signer,
} from '@cyberdesk/kit/tokens';
import { organizationId } from '../../services/gateway/src/testing/world.ts';
import type { Cleanup } from './cleanup.ts';
import type { GatewayPorts, GatewaySettings } from './gateway-main.ts';
import { nodeScript, onCore, startProgram } from './program.ts';

/** A gateway alone in its process, between desktops that are already there. */
export interface Gateway extends GatewayPorts {
  pid: number;
  /** A token as the api sends it with every request. */
  token: () => Promise<string>;
  /** A grant for the live view of a desktop. */
  grant: (desktop: string, number?: number) => Promise<string>;
}

export interface Desktops {
  execdPort: number;
  /** Address of each desktop by its name. */
  addresses: Record<string, string>;
  /** Private key that they trust. */
  key: JWK;
}

export const startGateway = async (cleanup: Cleanup, desktops: Desktops): Promise<Gateway> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-gateway-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const desktopKeyFile = join(folder, 'desktop.json');
  await writeFile(desktopKeyFile, JSON.stringify(desktops.key), { mode: 0o600 });
  const { privateJwk, publicJwk } = await generateKeyPair('api-1');
  const settings: GatewaySettings = {
    apiKey: publicJwk,
    desktopKeyFile,
    execdPort: desktops.execdPort,
    desktops: desktops.addresses,
    logFile: join(folder, 'log'),
  };
  const script = nodeScript(join(import.meta.dirname, 'gateway-main.ts'), JSON.stringify(settings));
  const program = startProgram(onCore(1, script), { NODE_ENV: 'production' });
  cleanup.add(program.stop);
  const ports = await program.announcement<GatewayPorts>();
  const sign = createSigner({ key: await importPrivateKey(privateJwk), issuer: 'cyberdesk-api' });
  return { ...ports, pid: program.pid, ...signed(sign) };
};

const actor = { type: 'agent', id: 'bench' };

const signed = (sign: Signer): Pick<Gateway, 'token' | 'grant'> => ({
  token: () =>
    sign({
      audience: 'gateway',
      subject: 'bench',
      ttlSeconds: 60,
      claims: { org: organizationId, scopes: ['screen:read'], role: 'control', actor },
    }),
  grant: (desktop, number = 1) =>
    sign({
      audience: 'gateway-data',
      subject: desktop,
      ttlSeconds: 600,
      id: `grt_${number}`,
      claims: { kind: 'stream', role: 'view', actor, org: organizationId },
    }),
});
