import type { User } from './user.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What every program of the desktop session is told. */
export interface SessionEnvironment {
  displayNumber: number;
  runtimeDirectory: string;
  locale: string;
  timeZone: string | undefined;
  extra: Record<string, string>;
}

/** Environment of a program that shall find the desktop, made from nothing: execd's own is not passed on. */
export function environmentFor(user: User, session: SessionEnvironment): Record<string, string> {
  return {
    PATH,
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    SHELL: user.shell,
    LANG: session.locale,
    ...(session.timeZone ? { TZ: session.timeZone } : {}),
    DISPLAY: `:${session.displayNumber}`,
    XDG_RUNTIME_DIR: session.runtimeDirectory,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${session.runtimeDirectory}/bus`,
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'XFCE',
    XDG_SESSION_DESKTOP: 'xfce',
    DESKTOP_SESSION: 'xfce',
    XDG_CONFIG_DIRS: '/etc/xdg',
    XDG_DATA_DIRS: '/usr/local/share:/usr/share',
    ...session.extra,
  };
}
