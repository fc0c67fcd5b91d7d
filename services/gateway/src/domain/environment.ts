import { isAlreadyExists, isNotFound } from '@cyberdesk/kube/errors';
import type { Secret } from '@cyberdesk/kube/objects';
import { type Cluster, organizationLabel } from '../clients/cluster.ts';
import { Refusal } from './refusal.ts';

export type Environment = Record<string, string>;

/** One entry holds all variables, because a Secret's own keys admit fewer names than an environment does. */
const entry = 'environment.json';

interface Owner {
  name: string;
  organization: string;
}

/** Keeps the variables in a Secret of the instance's name. Repeating it is harmless; other variables are a conflict. */
export const writeEnvironment = async (
  { secrets }: Cluster,
  { name, organization }: Owner,
  env: Environment,
): Promise<void> => {
  const labels = { [organizationLabel]: organization };
  const data = { [entry]: encode(env) };
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels },
    type: 'Opaque',
    data,
  };
  try {
    await secrets.create(secret);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const known = await secrets.get(name);
    if (known.data?.[entry] === data[entry]) return;
    throw new Refusal('conflict', 'The instance exists with another environment.');
  }
};

/** The instance's variables. */
export const readEnvironment = async ({ secrets }: Cluster, name: string): Promise<Environment> => {
  const secret = await secrets.find(name);
  const text = secret?.data?.[entry];
  if (text === undefined)
    throw new Refusal('unprocessable', `The Secret ${name} with the environment is missing.`);
  return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Environment;
};

/** Removes the variables; nothing happens where there are none. */
export const deleteEnvironment = async ({ secrets }: Cluster, name: string): Promise<void> => {
  await secrets.delete(name).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
};

const encode = (env: Environment): string => {
  const sorted = Object.fromEntries(Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1)));
  return Buffer.from(JSON.stringify(sorted)).toString('base64');
};
