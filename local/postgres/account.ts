import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The Unix account that runs Postgres, which refuses to run as root; undefined = the account that runs us. */
export interface Account {
  uid: number;
  gid: number;
}

const NAME = 'postgres';

/** The account for Postgres; made when we are root and it is missing. */
export const ensureAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const known = readAccount();
  if (known) return known;
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', NAME]);
  const made = readAccount();
  if (!made) throw new Error(`The account ${NAME} could not be made. Make it: useradd -r ${NAME}`);
  return made;
};

const readAccount = (): Account | undefined => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${NAME}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
};

/** Makes a folder that this account alone may enter. */
export const ownFolder = (folder: string, account: Account | undefined): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
};

/** True when every account may go through all folders down to this one; folders still to be made count as open. */
export const isReachable = (folder: string): boolean => {
  const open = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  return open && (folder === '/' || isReachable(dirname(folder)));
};
