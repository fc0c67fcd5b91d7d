import { join } from 'node:path';
import { createLogger } from '@cyberdesk/kit/logger';
import { loadConfig } from './config.ts';
import { createDriver } from './drivers.ts';
import { startHypervisor } from './hypervisor.ts';
import { writeAtomic } from './system/files.ts';

const config = loadConfig();
const log = createLogger('hypervisor', { level: config.logLevel });
const driver = await createDriver(config, log);
const { kind, accelerator } = driver;
const hypervisor = await startHypervisor(config, driver, log);
await writeAtomic(
  join(config.stateDirectory, 'hypervisor.json'),
  JSON.stringify({ driver: kind, accelerator }),
);
log.info(
  { driver: kind, accelerator, namespaces: config.namespaces },
  'following virtual machines',
);

// Guests need longer than the ten seconds that services have to end.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), config.stopGraceMs + 15_000).unref();
    void hypervisor.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  });
}
