import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environment } from './config.ts';

export { root } from './config.ts';

/** Drivers of the hypervisor. */
export const drivers = ['qemu', 'process', 'simulated'] as const;

/** How desktops are made on this machine: real virtual machines, plain processes, or nothing but phases. */
export type Driver = (typeof drivers)[number];

/** Folder of this stack's state; everything in it may be removed by `npm run reset`. */
export const stateFolder = (): string => environment.stateFolder();

/** Folder of what is expensive to make and shared by every clone on this machine. */
export const cacheFolder = (): string => environment.cacheFolder();

/** A path inside the state folder; its folder is made when missing. */
export const statePath = (...parts: string[]): string => {
  const path = join(stateFolder(), ...parts);
  mkdirSync(resolve(path, '..'), { recursive: true });
  return path;
};

/** A folder inside the state folder; made when missing. */
export const stateDirectory = (...parts: string[]): string => {
  const path = join(stateFolder(), ...parts);
  mkdirSync(path, { recursive: true });
  return path;
};

/** The driver asked for by `--driver` or by CYBERDESK_DRIVER; `qemu` otherwise. */
export const chooseDriver = (wanted = environment.driver() ?? 'qemu'): Driver => {
  const driver = drivers.find((each) => each === wanted);
  if (!driver) throw new Error(`There is no driver "${wanted}". Use one of ${drivers.join(', ')}.`);
  return driver;
};

/** Reads a JSON file of the state, or undefined when there is none. */
export const readState = <T>(...parts: string[]): T | undefined => {
  const path = join(stateFolder(), ...parts);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new Error(
      `${path} is damaged (${(error as Error).message}). Remove it to have it made again, or begin anew by \`npm run reset\`.`,
      { cause: error },
    );
  }
};

/** Writes a JSON file of the state in one step, readable by its owner alone. */
export const writeState = (value: unknown, ...parts: string[]): string =>
  writeSecret(JSON.stringify(value, null, 2), ...parts);

/** Writes a file of the state in one step, readable by its owner alone. */
export const writeSecret = (text: string, ...parts: string[]): string => {
  const path = statePath(...parts);
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, path);
  return path;
};
