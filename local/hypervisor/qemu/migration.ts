import { setTimeout as delay } from 'node:timers/promises';
import type { QmpClient } from './qmp.ts';

const TIMEOUT_MS = 60_000;

interface MigrationStatus {
  status?: string;
  'error-desc'?: string;
}

/** Writes the state of the devices; memory stays in its file, which is shared. */
export async function saveState(qmp: QmpClient): Promise<void> {
  await ignoreShared(qmp);
  await qmp.execute('migrate', { uri: 'exec:cat > state' });
  await completed(qmp);
}

/** Reads the state of the devices into a QEMU that waits for it; the machine stays paused. */
export async function loadState(qmp: QmpClient): Promise<void> {
  await ignoreShared(qmp);
  await qmp.execute('migrate-incoming', { uri: 'exec:cat state' });
  await completed(qmp);
}

async function ignoreShared(qmp: QmpClient): Promise<void> {
  const capabilities = [{ capability: 'x-ignore-shared', state: true }];
  await qmp.execute('migrate-set-capabilities', { capabilities });
}

async function completed(qmp: QmpClient): Promise<void> {
  const until = Date.now() + TIMEOUT_MS;
  while (Date.now() < until) {
    const { status, 'error-desc': reason } = await qmp.execute<MigrationStatus>('query-migrate');
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`the machine state was refused: ${reason ?? status}`);
    await delay(10);
  }
  throw new Error(`the machine state did not arrive within ${TIMEOUT_MS / 1000} s`);
}
