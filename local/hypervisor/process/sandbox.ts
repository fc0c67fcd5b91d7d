import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface SandboxSettings {
  /** Folder of the machine on the host. */
  directory: string;
  /** Staged image layer: Node.js, execd and the desktop's defaults. */
  layer: string;
  uid: number;
  address: string;
  name: string;
  vcpus: number;
}

const HOME = '/home/desktop';
const RUNTIME = '/run/user/1000';

/**
 * execd, X server and session as plain processes: their own user, process tree, home and /tmp, on the
 * host's network and read-only files. Nothing of it is promised to hold against a hostile guest.
 */
export function sandboxArguments(settings: SandboxSettings): string[] {
  return [
    'bwrap',
    ...namespaces(),
    ...files(settings),
    ...environment(settings),
    '--',
    ...program(settings),
  ];
}

function namespaces(): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--unshare-user', '--uid', '1000', '--gid', '1000'];
  return ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--hostname', 'desktop', ...user];
}

function files({ directory, layer }: SandboxSettings): string[] {
  const own = (name: string, target: string): string[] => ['--bind', join(directory, name), target];
  const resolver = existsSync('/run/systemd/resolve')
    ? ['--ro-bind', '/run/systemd/resolve', '/run/systemd/resolve']
    : [];
  return [
    ...[
      '--ro-bind',
      '/',
      '/',
      '--dev',
      '/dev',
      '--proc',
      '/proc',
      '--tmpfs',
      '/tmp',
      '--tmpfs',
      '/run',
    ],
    ...['--perms', '1777', '--dir', '/tmp', '--perms', '1777', '--dir', '/tmp/.X11-unix'],
    ...['--tmpfs', '/dev/shm', '--chmod', '1777', '/dev/shm'],
    ...resolver,
    ...['--tmpfs', '/home', ...own('home', HOME), ...own('run', RUNTIME)],
    ...[
      '--tmpfs',
      '/srv',
      ...own('state', '/srv/state'),
      '--ro-bind',
      join(directory, 'config'),
      '/srv/config',
    ],
    ...[
      '--ro-bind',
      join(layer, 'usr/lib/cyberdesk'),
      '/srv/cyberdesk',
      '--ro-bind',
      join(layer, 'etc/xdg'),
      '/srv/xdg',
    ],
    ...[
      '--ro-bind',
      join(directory, 'passwd'),
      '/etc/passwd',
      '--ro-bind',
      join(directory, 'group'),
      '/etc/group',
    ],
    ...['--chdir', HOME],
  ];
}

function environment({ address }: SandboxSettings): string[] {
  const variables = {
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    HOME,
    USER: 'desktop',
    LOGNAME: 'desktop',
    SHELL: '/bin/bash',
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: RUNTIME,
    XDG_CONFIG_DIRS: '/srv/xdg:/etc/xdg',
    NODE_ENV: 'production',
    HOST: address,
    PORT: '8000',
    CYBERDESK_CONFIG_SOURCE: '/srv/config',
    STATE_DIR: '/srv/state',
    DESKTOP_USER: 'desktop',
    DISPLAY_NUMBER: '1',
  };
  return [
    '--clearenv',
    ...Object.entries(variables).flatMap(([name, value]) => ['--setenv', name, value]),
  ];
}

function program({ uid }: SandboxSettings): string[] {
  const execd = ['/srv/cyberdesk/bin/node', '/srv/cyberdesk/execd/main.js'];
  if (process.getuid?.() !== 0) return execd;
  const id = String(uid);
  return [
    'setpriv',
    '--reuid',
    id,
    '--regid',
    id,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
    ...execd,
  ];
}
