import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner, loadPrivateKey } from '@cyberdesk/kit/tokens';
import { stateFolder } from '../../services/e2e/support/stack.ts';

/** execd of a desktop of the running stack, as the gateway sees it: its address and tokens that it takes. */
export const execdOf = async (
  desktopId: string,
): Promise<{ url: string; token: () => Promise<string> }> => {
  const instance = desktopId.replace('_', '-');
  const key = await loadPrivateKey(join(stateFolder(), 'keys/desktop.json'));
  const sign = createSigner({ key, issuer: 'cyberdesk-gateway' });
  return {
    url: `http://${addressOf(instance)}:8000`,
    token: () =>
      sign({
        audience: instance,
        subject: instance,
        ttlSeconds: 60,
        claims: { role: 'control', principal: 'bench', actor: { type: 'agent', id: 'bench' } },
      }),
  };
};

/** The hypervisor writes down which machine has which address. */
const addressOf = (instance: string): string => {
  const machines = join(stateFolder(), 'hypervisor/machines');
  const records = readdirSync(machines).map(
    (id) =>
      JSON.parse(readFileSync(join(machines, id, 'machine.json'), 'utf8')) as {
        name: string;
        address: string;
      },
  );
  const found = records.find(({ name }) => name === instance);
  if (!found) throw new Error(`There is no machine of ${instance}.`);
  return found.address;
};
