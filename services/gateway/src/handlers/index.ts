import type { Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { Context } from '../services.ts';
import type { DataOperation } from './data.ts';
import { bindInstance } from './bind-instance.ts';
import { createInstance } from './create-instance.ts';
import { deleteInstance } from './delete-instance.ts';
import { getAccount } from './get-account.ts';
import { getHealth } from './get-health.ts';
import { getInstance } from './get-instance.ts';
import { getOpenApiDocument } from './get-open-api-document.ts';
import { getReadiness } from './get-readiness.ts';
import { getVersion } from './get-version.ts';
import { listInstances } from './list-instances.ts';
import { putAccount } from './put-account.ts';
import { startInstance } from './start-instance.ts';
import { stopInstance } from './stop-instance.ts';
import { streamInstanceEvents } from './stream-instance-events.ts';
import { updateInstance } from './update-instance.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { forkInstance } from './fork-instance.ts';
import { getInstanceUse } from './get-instance-use.ts';
import { getPool } from './get-pool.ts';
import { getSnapshot } from './get-snapshot.ts';
import { listPools } from './list-pools.ts';
import { listSnapshots } from './list-snapshots.ts';
import { pauseInstance } from './pause-instance.ts';
import { putPool } from './put-pool.ts';
import { restartInstance } from './restart-instance.ts';
import { restoreInstance } from './restore-instance.ts';
import { resumeInstance } from './resume-instance.ts';

/** Every operation of the control listener; those of `data.ts` stand on the other. */
export const handlers = {
  resumeInstance,
  restoreInstance,
  restartInstance,
  putPool,
  pauseInstance,
  listSnapshots,
  listPools,
  getSnapshot,
  getPool,
  getInstanceUse,
  forkInstance,
  deleteSnapshot,
  createSnapshot,
  bindInstance,
  createInstance,
  deleteInstance,
  getAccount,
  getHealth,
  getInstance,
  getOpenApiDocument,
  getReadiness,
  getVersion,
  listInstances,
  putAccount,
  startInstance,
  stopInstance,
  streamInstanceEvents,
  updateInstance,
} satisfies Omit<Handlers<Context>, DataOperation>;
