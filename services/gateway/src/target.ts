import { isIP } from 'node:net';
import { Refusal } from './domain/refusal.ts';
import { type Instance, stateOf } from './domain/instance.ts';

/** The running machine of an instance. */
export interface Target {
  name: string;
  organizationId: string;
  /** UID of the running VirtualMachineInstance; another one is another boot. */
  machineUid: string;
  /** Where execd answers. */
  origin: string;
}

/** Contract version in which an operation came to execd, for those that were not there from 0.1.0 on. */
const introduced: Record<string, string> = {};

/**
 * The one place where the end of a proxied connection is decided: the operator wrote it into the instance's status.
 * Nothing of a request takes part.
 */
export const targetOf = (instance: Instance, execdPort: number): Target => {
  const { name, spec, status } = instance;
  const currentState = stateOf(instance);
  if (status.phase !== 'Running') {
    const detail = `The desktop is ${currentState}. Start it, or wait until it is running.`;
    throw new Refusal('desktopNotRunning', detail, { currentState });
  }
  const { address = '', boundAt, uid } = status.machine ?? {};
  if (boundAt === undefined || uid === undefined || !isConnectable(address)) {
    const detail = 'The desktop runs but cannot be reached yet. Try again.';
    throw new Refusal('unavailable', detail, { retryAfterSeconds: 1 });
  }
  return {
    name,
    organizationId: spec.organizationId,
    machineUid: uid,
    origin: originOf(address, execdPort),
  };
};

/** URL of execd at an address that came from status. */
export const originOf = (address: string, port: number): string =>
  `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;

/** Addresses alone, never names; and none at which clouds serve their metadata. */
export const isConnectable = (address: string): boolean =>
  isIP(address) !== 0 &&
  !/^(0\.|169\.254\.|22[4-9]\.|23\d\.|fe[89ab]|ff|::$|::ffff:)/i.test(address);

/** Refuses an operation that the desktop's image is too old for. */
export const refuseOutdated = (instance: Instance, operationId: string): void => {
  const since = introduced[operationId];
  const { contractVersion = '0.0.0' } = instance.status.machine ?? {};
  if (since === undefined || compareVersions(contractVersion, since) >= 0) return;
  const detail = `${operationId} came with ${since}, the desktop's image has ${contractVersion}. Create a new desktop.`;
  throw new Refusal('execdOutdated', detail);
};

/** Below 0 when `a` is older. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  const index = [0, 1, 2].find((each) => left?.[each] !== right?.[each]);
  return index === undefined ? 0 : (left?.[index] ?? 0) - (right?.[index] ?? 0);
};
