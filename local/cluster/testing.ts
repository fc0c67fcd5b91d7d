import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from '../supervisor/ports.ts';
import { Service, type ServiceDefinition } from '../supervisor/service.ts';
import { apiserverArguments, apiserverReady, certificate } from './apiserver.ts';
import { auditArguments } from './audit.ts';
import { findBinaries } from './binaries.ts';
import { etcdArguments } from './etcd.ts';
import { writeKubeconfigs, type Identity } from './identities.ts';
import { applyObjects } from './objects.ts';

/** A real kube-apiserver with all custom resources and roles. */
export interface TestCluster {
  kubeconfigs: Record<Identity, string>;
  /** Restarts the API server, as an upgrade of the control plane would. */
  restartApiserver: () => Promise<void>;
  stop: () => Promise<void>;
}

/** What a test may want besides. */
export interface TestClusterOptions {
  /** Writes down who asked for what; `readAudit` reads it. */
  audit?: boolean;
}

/** Starts etcd and kube-apiserver in a folder of their own; about four seconds. One for each process. */
export const startTestCluster = async (options: TestClusterOptions = {}): Promise<TestCluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'cyberdesk-cluster-'));
  Object.assign(process.env, { CYBERDESK_STATE: folder, CYBERDESK_PORTS: 'free' });
  const binaries = await findBinaries(() => undefined);
  const ports = await choosePorts();
  const etcd = new Service({
    name: 'etcd',
    argv: [binaries.etcd, ...etcdArguments(ports), '--unsafe-no-fsync'],
    ready: async () => (await fetch(`http://127.0.0.1:${ports.etcd}/health`)).ok,
  });
  const definition: ServiceDefinition = {
    name: 'kube-apiserver',
    argv: [
      binaries.apiserver,
      ...apiserverArguments(ports),
      ...(options.audit ? auditArguments() : []),
    ],
    ready: () => apiserverReady(ports.apiserver),
  };
  await etcd.start();
  let apiserver = new Service(definition);
  await apiserver.start();
  const kubeconfigs = writeKubeconfigs(ports.apiserver, certificate());
  await applyObjects(ports.apiserver);
  const restartApiserver = async (): Promise<void> => {
    await apiserver.stop();
    apiserver = new Service(definition);
    await apiserver.start();
  };
  const stop = async (): Promise<void> => {
    await apiserver.stop();
    await etcd.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { kubeconfigs, restartApiserver, stop };
};
