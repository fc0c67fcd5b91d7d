import { ensurePackages } from '../../../local/debian.ts';
import { packages } from '../../../local/hypervisor/packages.ts';

/** What tests need beyond the drivers: a browser that typed text is read back from, and Python for its SDK. */
const tools = ['chromium', 'python3', 'python3-venv', 'git'];

/** Installs the Debian packages that the tests need; the unit tests talk to a real X server too. */
export const installPackages = async (full: boolean): Promise<void> => {
  const wanted = [...packages.process, ...tools, ...(full ? packages.qemu : [])];
  await ensurePackages([...new Set(wanted)], (message) => console.log(message));
};
