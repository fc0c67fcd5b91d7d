import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@cyberdesk/kit/logger';
import type { HypervisorConfig } from './config.ts';
import type { Driver } from './driver.ts';
import { readPrepared } from './prepared.ts';
import { ProcessDriver } from './process/driver.ts';
import { QemuDriver } from './qemu/driver.ts';
import { SimulatedDriver } from './simulated/driver.ts';

const DOCUMENT = join(import.meta.dirname, '../../generated/openapi/execd.3.1.json');

export async function createDriver(config: HypervisorConfig, log: Logger): Promise<Driver> {
  const { stateDirectory } = config;
  if (config.driver === 'simulated') {
    return new SimulatedDriver({
      stateDirectory,
      startMs: config.simulatedStartMs,
      contractVersion: contractVersion(),
    });
  }
  if (config.driver === 'process') {
    const { layer } = await readPrepared(stateDirectory, 'process');
    return new ProcessDriver({ stateDirectory, layer, log });
  }
  const { image, template, accelerator } = await readPrepared(stateDirectory, 'qemu');
  const { cacheDirectory, egress, warm } = config;
  return new QemuDriver({
    stateDirectory,
    cacheDirectory,
    image,
    template,
    accelerator,
    egress,
    warm,
    log,
  });
}

/** The version that execd would report, as data: no code of another room is loaded. */
function contractVersion(): string {
  return (JSON.parse(readFileSync(DOCUMENT, 'utf8')) as { info: { version: string } }).info.version;
}
