import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const root = resolve(import.meta.dirname, '..');

/** Drivers of the hypervisor. */
export const drivers = ['qemu', 'process', 'simulated'] as const;

/** How desktops are made on this machine: real virtual machines, plain processes, or nothing but phases. */
export type Driver = (typeof drivers)[number];

/** Folder of this stack's state; everything in it may be removed by `npm run reset`. */
export const stateFolder = (): string =>
  resolve(process.env['CYBERDESK_STATE'] ?? join(root, '.cyberdesk'));

/** Folder of what is expensive to make and shared by every clone on this machine. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cyberdesk');

/** A path inside the state folder; its folder is made when missing. */
export const statePath = (...parts: string[]): string => {
  const path = join(stateFolder(), ...parts);
  mkdirSync(resolve(path, '..'), { recursive: true });
  return path;
};

/** The driver asked for by `--driver`, the environment, or the state's last start; `qemu` otherwise. */
export const chooseDriver = (argv: string[]): Driver => {
  const flag = argv[argv.indexOf('--driver') + 1];
  const wanted =
    (argv.includes('--driver') ? flag : undefined) ?? process.env['CYBERDESK_DRIVER'] ?? 'qemu';
  const driver = drivers.find((each) => each === wanted);
  if (!driver) throw new Error(`There is no driver "${wanted}". Use one of ${drivers.join(', ')}.`);
  return driver;
};

/** Reads a JSON file of the state, or undefined when there is none. */
export const readState = <T>(...parts: string[]): T | undefined => {
  const path = join(stateFolder(), ...parts);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
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
