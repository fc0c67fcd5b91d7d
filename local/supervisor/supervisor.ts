import { rmSync } from 'node:fs';
import { applyObjects } from '../cluster/objects.ts';
import { certificate } from '../cluster/apiserver.ts';
import { findBinaries, type Binaries } from '../cluster/binaries.ts';
import { writeKubeconfigs, type Identity } from '../cluster/identities.ts';
import { ensurePackages } from '../debian.ts';
import { prepare } from '../hypervisor/prepare.ts';
import { packages } from '../hypervisor/packages.ts';
import { migrate } from '../postgres/migrate.ts';
import type { Progress, Steps } from '../progress.ts';
import { readState, statePath, writeState, type Driver } from '../state.ts';
import { ensureDemo, type Demo } from './demo.ts';
import { ensureKeys } from './keys.ts';
import { choosePorts } from './ports.ts';
import { environment } from '../config.ts';
import { buildWeb } from '../web/build.ts';
import { endLeftover, Service, type ServiceDefinition } from './service.ts';
import { databaseUrl, foundation, product, urls, type Plan } from './services.ts';

/** What `status` says of a healthy stack. */
export interface Summary {
  driver: Driver;
  api: { url: string; key: string };
  gateway: { publicUrl: string };
  auth: { url: string; publishableKey: string };
  database: { url: string };
  /** Absent when the stack runs without the web frontend. */
  web?: { url: string };
}

const names = [
  'web',
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
  #stopped: Promise<void> | undefined;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** Brings the whole stack up. */
  async start(driver: Driver, watch: boolean): Promise<{ summary: Summary; demo: Demo }> {
    await this.#step('system packages', (progress) => ensurePackages(packages[driver], progress));
    const binaries = await this.#step('Kubernetes API server', findBinaries);
    await this.#step(`desktops (${driver})`, (onProgress) => prepare({ driver, onProgress }));
    const webBuild = environment.servesWeb()
      ? await this.#step('web frontend', (progress) =>
          watch ? Promise.resolve('') : buildWeb(progress),
        )
      : undefined;
    await this.#step('leftovers of a killed start', endLeftovers);
    const [ports, keys] = [await choosePorts(), await ensureKeys()];
    const plan: Plan = { ports, keys, driver, watch, webBuild };
    const kubeconfigs = await this.#foundation(plan, binaries);
    rmSync(statePath('hypervisor', 'hypervisor.json'), { force: true });
    for (const group of product(plan, kubeconfigs))
      await Promise.all(group.map((definition) => this.#run(definition)));
    const demo = await this.#step('demo login', () =>
      ensureDemo(urls(plan), plan.keys.publishableKey),
    );
    const summary = summarize(plan, demo);
    writeState(summary, 'summary.json');
    return { summary, demo };
  }

  async #foundation(plan: Plan, binaries: Binaries): Promise<Record<Identity, string>> {
    for (const definition of foundation(plan, binaries)) await this.#run(definition);
    const kubeconfigs = writeKubeconfigs(plan.ports.apiserver, certificate());
    await this.#step('custom resources and roles', () => applyObjects(plan.ports.apiserver));
    const { apiPassword: api, authPassword: auth } = plan.keys;
    await this.#step('migrations', () => migrate(databaseUrl(plan, 'admin'), { api, auth }));
    return kubeconfigs;
  }

  /** One step of the start; after a stop began no further one does. */
  #step<T>(name: string, work: (progress: Progress) => Promise<T>): Promise<T> {
    if (this.#stopped) throw new Error('The start was interrupted.');
    return this.#steps.run(name, work);
  }

  async #run(definition: ServiceDefinition): Promise<void> {
    await this.#step(definition.name, async () => {
      const service = new Service(definition, (line) => this.#steps.say(line));
      this.#services.push(service);
      await service.start();
    });
  }

  /** Stops everything, what was started last first; the API server ends before etcd, or it would linger. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    for (const name of names) {
      const service = this.#services.find(({ definition }) => definition.name === name);
      if (service) await this.#steps.run(`stopping ${name}`, () => service.stop());
    }
    rmSync(statePath('summary.json'), { force: true });
  }
}

/** Ends processes of a supervisor that was killed. Machines live on: the new hypervisor adopts them. */
export const endLeftovers = async (): Promise<void> => {
  for (const name of names) await endLeftover({ name, keepsChildren: name === 'hypervisor' });
};

/** What the last healthy start wrote. */
export const lastSummary = (): Summary | undefined => readState<Summary>('summary.json');

const summarize = (plan: Plan, demo: Demo): Summary => ({
  driver: plan.driver,
  api: { url: urls(plan).api, key: demo.key },
  gateway: { publicUrl: urls(plan).gatewayPublic },
  auth: { url: urls(plan).auth, publishableKey: plan.keys.publishableKey },
  database: { url: databaseUrl(plan, 'admin') },
  ...(plan.webBuild ? { web: { url: urls(plan).web } } : {}),
});
