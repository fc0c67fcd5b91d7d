import { readFileSync, statSync } from 'node:fs';

export interface User {
  name: string;
  uid: number;
  gid: number;
  home: string;
  shell: string;
}

let cache: { stamp: string; users: User[] } | undefined;

/** The users of this machine; read again when the file has changed. */
function users(): User[] {
  const { mtimeMs, size, ino } = statSync('/etc/passwd');
  const stamp = `${mtimeMs} ${size} ${ino}`;
  if (cache?.stamp === stamp) return cache.users;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const list = lines.flatMap((line) => {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (!name || !uid || !gid) return [];
    const account = { name, uid: Number(uid), gid: Number(gid) };
    return [{ ...account, home: home || '/', shell: shell || '/bin/sh' }];
  });
  cache = { stamp, users: list };
  return list;
}

export function findUser(name: string): User | undefined {
  return users().find((user) => user.name === name);
}

export function userOf(uid: number): User | undefined {
  return users().find((user) => user.uid === uid);
}

/** Who this process is; a uid without an account gets one in its own words. */
export function ownUser(): User {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  return userOf(uid) ?? { name: String(uid), uid, gid, home: '/tmp', shell: '/bin/sh' };
}

/** The command line that runs `argv` as `user`, with the user's groups; root is needed for another user. */
export function asUser(user: User, argv: readonly string[]): string[] {
  if (process.getuid?.() === user.uid) return [...argv];
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--init-groups'];
  return ['setpriv', ...ids, '--', ...argv];
}
