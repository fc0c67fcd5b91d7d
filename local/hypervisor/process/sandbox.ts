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
  const shared = (path: string): string[] => (existsSync(path) ? ['--ro-bind', path, path] : []);
  const readOnly = (name: string, target: string): string[] => ['--ro-bind', name, target];
  return [
    [...readOnly('/', '/'), '--dev', '/dev', '--proc', '/proc'],
    ['--perms', '1777', '--tmpfs', '/tmp', '--perms', '1777', '--dir', '/tmp/.X11-unix'],
    ['--perms', '1777', '--tmpfs', '/dev/shm'],
    ['--tmpfs', '/run', '--perms', '0755', '--dir', '/run/user', ...own('run', RUNTIME)],
    shared('/run/systemd/resolve'),
    ['--tmpfs', '/home', ...own('home', HOME)],
    ['--tmpfs', '/srv', ...own('state', '/srv/state')],
    readOnly(join(directory, 'config'), '/srv/config'),
    readOnly(join(layer, 'usr/lib/cyberdesk'), '/srv/cyberdesk'),
    desktopDefaults(layer),
    readOnly(join(directory, 'passwd'), '/etc/passwd'),
    readOnly(join(directory, 'group'), '/etc/group'),
    ['--chdir', HOME],
  ].flat();
}

/** The image's settings of desktop and browser, where this machine has those programs. */
function desktopDefaults(layer: string): string[] {
  const settings = '/etc/xdg/xfce4/xfconf/xfce-perchannel-xml';
  const browser = '/usr/lib/firefox-esr/distribution';
  const policies = join(layer, 'etc/firefox/policies/policies.json');
  return [
    existsSync(settings) ? ['--ro-bind', join(layer, settings), settings] : [],
    existsSync(browser)
      ? ['--tmpfs', browser, '--ro-bind', policies, `${browser}/policies.json`]
      : [],
    // Debian's own settings of Chromium stay out: they speak of its extensions and of shared memory outside.
    ...['/etc/chromium', '/etc/chromium.d'].map((folder) =>
      existsSync(folder) ? ['--ro-bind', join(layer, folder), folder] : [],
    ),
  ].flat();
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
