import { rmSync } from 'node:fs';
import { applyObjects } from '../cluster/objects.ts';
import { certificate } from '../cluster/apiserver.ts';
import { findBinaries } from '../cluster/binaries.ts';
import { writeKubeconfigs } from '../cluster/identities.ts';
import { ensurePackages } from '../debian.ts';
import { prepare } from '../hypervisor/prepare.ts';
import { packages } from '../hypervisor/packages.ts';
import { migrate } from '../postgres/migrate.ts';
import type { Steps } from '../progress.ts';
import { readState, statePath, writeState, type Driver } from '../state.ts';
import { ensureDemo, type Demo } from './demo.ts';
import { ensureKeys } from './keys.ts';
import { choosePorts } from './ports.ts';
import { endLeftover, Service, type ServiceDefinition } from './service.ts';
import { databaseUrl, foundation, product, urls, type Plan } from './services.ts';

/** What `status` says of a healthy stack. */
export interface Summary {
  driver: Driver;
  api: { url: string; key: string };
  gateway: { publicUrl: string };
  auth: { url: string; publishableKey: string };
  database: { url: string };
}

const names = [
  'api',
  'operator',
  'gateway',
  'hypervisor',
  'auth',
  'postgres',
  'kube-apiserver',
  'etcd',
];

/** Starts everything in order, keeps it alive and stops it in the opposite order. */
export class Supervisor {
  #services: Service[] = [];
  #steps: Steps;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** Brings the whole stack up. */
  async start(driver: Driver, watch: boolean): Promise<{ summary: Summary; demo: Demo }> {
    const steps = this.#steps;
    await steps.run('system packages', (progress) => ensurePackages(packages[driver], progress));
    const binaries = await steps.run('Kubernetes API server', findBinaries);
    await steps.run(`desktops (${driver})`, (progress) =>
      prepare({ driver, onProgress: progress }),
    );
    await steps.run('leftovers of a killed start', endLeftovers);
    const plan: Plan = { ports: await choosePorts(), keys: await ensureKeys(), driver, watch };
    for (const definition of foundation(plan, binaries)) await this.#run(definition);
    const kubeconfigs = writeKubeconfigs(plan.ports.apiserver, certificate());
    await steps.run('custom resources and roles', () => applyObjects(plan.ports.apiserver));
    await steps.run('migrations', () =>
      migrate(databaseUrl(plan, 'admin'), {
        api: plan.keys.apiPassword,
        auth: plan.keys.authPassword,
      }),
    );
    for (const definition of product(plan, kubeconfigs)) await this.#run(definition);
    const demo = await steps.run('demo login', () =>
      ensureDemo(urls(plan), plan.keys.publishableKey),
    );
    const summary = summarize(plan, demo);
    writeState(summary, 'summary.json');
    return { summary, demo };
  }

  #run(definition: ServiceDefinition): Promise<void> {
    const service = new Service(definition);
    this.#services.push(service);
    return this.#steps.run(definition.name, () => service.start());
  }

  /** Stops everything, what was started last first; the API server ends before etcd, or it would linger. */
  async stop(): Promise<void> {
    for (const name of names) {
      const service = this.#services.find(({ definition }) => definition.name === name);
      if (service) await this.#steps.run(`stopping ${name}`, () => service.stop());
    }
    rmSync(statePath('summary.json'), { force: true });
  }
}

/** Ends processes of a supervisor that was killed. Machines live on: the new hypervisor adopts them. */
export const endLeftovers = async (): Promise<void> => {
  for (const name of names)
    await endLeftover({ name, leftoverSignal: name === 'hypervisor' ? 'SIGKILL' : 'SIGTERM' });
};

/** What the last healthy start wrote. */
export const lastSummary = (): Summary | undefined => readState<Summary>('summary.json');

const summarize = (plan: Plan, demo: Demo): Summary => ({
  driver: plan.driver,
  api: { url: urls(plan).api, key: demo.key },
  gateway: { publicUrl: urls(plan).gatewayPublic },
  auth: { url: urls(plan).auth, publishableKey: plan.keys.publishableKey },
  database: { url: databaseUrl(plan, 'admin') },
});
