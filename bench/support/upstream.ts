import { join } from 'node:path';
import { generateKeyPair } from '@cyberdesk/kit/tokens';
import type { Cleanup } from './cleanup.ts';
import { INSTANCE } from './execd.ts';
import { startGateway, type Gateway } from './gateway.ts';
import { nodeScript, onCore, startProgram } from './program.ts';
import type { UpstreamPorts } from './upstream-main.ts';

/** A server that stands for execd, on the other core than what is measured, and a gateway before it. */
export const startRelay = async (
  cleanup: Cleanup,
): Promise<{ upstream: UpstreamPorts; gateway: Gateway }> => {
  const program = startProgram(
    onCore(0, nodeScript(join(import.meta.dirname, 'upstream-main.ts'))),
  );
  cleanup.add(program.stop);
  const upstream = await program.announcement<UpstreamPorts>();
  const { privateJwk } = await generateKeyPair('desktop-1');
  const addresses = { [INSTANCE]: '127.0.0.1' };
  const desktops = { execdPort: upstream.http, addresses, key: privateJwk };
  return { upstream, gateway: await startGateway(cleanup, desktops) };
};
