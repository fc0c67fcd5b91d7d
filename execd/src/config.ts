import { choice, int, list, optional, readConfig, string } from '@cyberdesk/kit/config';
import { findUser, ownUser } from './system/processes/user.ts';
import type { User } from './system/processes/user.ts';

const port = { min: 1, max: 65_535 };

/** Everything that execd is told from outside; README.md explains each. */
const variables = {
  HOST: string('0.0.0.0'),
  PORT: int(8000, port),
  CYBERDESK_CONFIG_SOURCE: string('/dev/disk/by-label/cidata'),
  STATE_DIR: string('/var/lib/cyberdesk'),
  RUN_DIR: optional(),
  XDG_RUNTIME_DIR: optional(),
  DESKTOP_USER: optional(),
  MANAGE_MACHINE: choice(['yes', 'no'] as const, 'no'),
  DISPLAY_NUMBER: int(1, { min: 0, max: 65_535 }),
  DISPLAY_WIDTH: int(1280, { min: 320, max: 7680 }),
  DISPLAY_HEIGHT: int(800, { min: 240, max: 4320 }),
  X_SERVER: string('Xtigervnc'),
  BUS_DAEMON: string('dbus-daemon'),
  SESSION_COMMAND: string('xfce4-session'),
  BROWSER: string('chromium'),
  TOKEN_ISSUERS: list(['cyberdesk-gateway']),
  BUILD: string('dev'),
  LOG_LEVEL: choice(['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
};

export interface Config {
  host: string;
  port: number;
  source: string;
  stateDirectory: string;
  runDirectory: string;
  runtimeDirectory: string;
  user: User;
  /** Whether clock, time zone and identity of this machine are execd's to set. */
  managesMachine: boolean;
  displayNumber: number;
  size: { width: number; height: number };
  xServer: string;
  busDaemon: string;
  sessionCommand: string[];
  /** Program that is started when programs want to drive a browser. */
  browser: string;
  issuers: string[];
  build: string;
  logLevel: string;
}

/** Reads the environment once; a wrong value ends the start with a message that names the variable. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const values = readConfig(env, variables);
  const user = desktopUser(values.DESKTOP_USER);
  const isRoot = process.getuid?.() === 0;
  const run = values.RUN_DIR ?? (isRoot ? '/run/cyberdesk' : `${values.STATE_DIR}/run`);
  // As root the session belongs to another user, so a folder that is ours is not for it.
  const own = isRoot ? `/run/user/${user.uid}` : values.XDG_RUNTIME_DIR;
  return {
    host: values.HOST,
    port: values.PORT,
    source: values.CYBERDESK_CONFIG_SOURCE,
    stateDirectory: values.STATE_DIR,
    runDirectory: run,
    runtimeDirectory: own ?? `${run}/user`,
    user,
    managesMachine: isRoot && values.MANAGE_MACHINE === 'yes',
    displayNumber: values.DISPLAY_NUMBER,
    size: { width: values.DISPLAY_WIDTH, height: values.DISPLAY_HEIGHT },
    xServer: values.X_SERVER,
    busDaemon: values.BUS_DAEMON,
    sessionCommand: values.SESSION_COMMAND.split(' ').filter(
      (word) => word !== '' && word !== 'none',
    ),
    browser: values.BROWSER,
    issuers: values.TOKEN_ISSUERS,
    build: values.BUILD,
    logLevel: values.LOG_LEVEL,
  };
}

/** Without root the desktop belongs to whoever runs execd. */
function desktopUser(name: string | undefined): User {
  const own = ownUser();
  if (name === undefined || own.uid !== 0) return own;
  const user = findUser(name);
  if (user) return user;
  throw new Error(`DESKTOP_USER names ${name}, which is no user here. Create it or name another.`);
}
