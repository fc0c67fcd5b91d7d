import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Root of the repository. */
export const root = resolve(import.meta.dirname, '..');

/** What the environment may say to the local stack. Read when asked, so that a test may set its own. */
export const environment = {
  /** CYBERDESK_STATE: folder of this stack's state. */
  stateFolder: (): string => resolve(process.env['CYBERDESK_STATE'] || join(root, '.cyberdesk')),
  /** XDG_CACHE_HOME: folder of what every clone on this machine shares. */
  cacheFolder: (): string =>
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cyberdesk'),
  /** CYBERDESK_DRIVER: how desktops are made. */
  driver: (): string | undefined => process.env['CYBERDESK_DRIVER'],
  /** CYBERDESK_PORTS=free: any ports instead of the usual ones. */
  anyPorts: (): boolean => process.env['CYBERDESK_PORTS'] === 'free',
  /** CYBERDESK_WEB=off: without the web frontend. */
  servesWeb: (): boolean => process.env['CYBERDESK_WEB'] !== 'off',
  /** CYBERDESK_CONFIRM_EMAIL=on: a new account signs in after the link in its mail, which lies in `outbox/` of the state. */
  confirmsEmail: (): boolean => process.env['CYBERDESK_CONFIRM_EMAIL'] === 'on',
  /** CYBERDESK_MAX_DESKTOPS: how many desktops an organization may have. */
  maxDesktops: (): string => process.env['CYBERDESK_MAX_DESKTOPS'] ?? '20',
  /** KUBEBUILDER_ASSETS and PATH: where programs are looked for. */
  programFolders: (): string[] =>
    [process.env['KUBEBUILDER_ASSETS'] ?? '', ...(process.env['PATH'] ?? '').split(':')].filter(
      Boolean,
    ),
};
