import { KubeError } from '@cyberdesk/kube/errors';
import { MemoryCluster } from '@cyberdesk/kube/testing/cluster';
import { createMemoryClient } from '@cyberdesk/kube/testing/memory-client';
import { silentLogger } from '@cyberdesk/kit/logger';
import { expect, test } from 'vitest';
import { startGateway } from './gateway.ts';
import { createKeys } from './testing/keys.ts';

test('readiness waits for the first list, liveness does not', async () => {
  const keys = await createKeys();
  let away = true;
  const kube = createMemoryClient(new MemoryCluster(), {
    before: () => {
      if (away) throw new KubeError({ status: 0, reason: 'ConnectionFailed', message: 'refused' });
    },
  });
  const gateway = await startGateway({
    host: '127.0.0.1',
    controlPort: 0,
    dataPort: 0,
    namespace: 'cyberdesk',
    kube,
    serviceKeys: () => keys.serviceKeys,
    desktopKey: keys.desktop,
    execdPort: 8000,
    previewHost: 'preview.test',
    build: 'b1',
    log: silentLogger(),
  });
  for (const port of [gateway.controlPort, gateway.dataPort]) {
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect((await get('/health')).status).toBe(200);
    const ready = await get('/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ready: false });
    expect(await (await get('/version')).json()).toMatchObject({ service: 'gateway', build: 'b1' });
  }
  away = false;
  await gateway.services.instances.synced;
  const ready = await fetch(`http://127.0.0.1:${gateway.controlPort}/ready`);
  expect(ready.status).toBe(200);
  await gateway.close();
});
