import { ensurePackages } from '../../../local/debian.ts';
import { packages } from '../../../local/hypervisor/packages.ts';

/** What tests need beyond the drivers: Python for its SDK, and git. */
const tools = ['python3', 'python3-venv', 'git'];

/** Installs the Debian packages that the tests need; the unit tests talk to a real X server too. */
export const installPackages = async (full: boolean): Promise<void> => {
  const wanted = [...packages.process, ...tools, ...(full ? packages.qemu : [])];
  await ensurePackages([...new Set(wanted)], (message) => console.log(message));
};
