import { access, readFile, readlink } from 'node:fs/promises';
import { Fault } from '../fault.ts';
import { writeAtomic } from './atomic.ts';
import { relink } from './renew.ts';

const ZONES = '/usr/share/zoneinfo';

/** POSIX name of a BCP 47 tag: `de-AT` is `de_AT.UTF-8`, `de` means its main region. */
export function posixLocale(tag: string): string {
  const { language, region = 'US' } = new Intl.Locale(tag).maximize();
  return `${language}_${region}.UTF-8`;
}

export async function checkTimeZone(zone: string): Promise<void> {
  const known = await access(`${ZONES}/${zone}`).then(
    () => !zone.includes('..'),
    () => false,
  );
  if (known) return;
  const message = `${zone} is not known here; use a name of the IANA database, such as Europe/Berlin`;
  throw new Fault('unprocessable', message, [{ pointer: '/timeZone', message }]);
}

/** For programs that start from now on; needs root. */
export async function setTimeZone(zone: string): Promise<void> {
  const target = `${ZONES}/${zone}`;
  if ((await readlink('/etc/localtime').catch(() => '')) === target) return;
  await relink(target, '/etc/localtime');
  await writeAtomic('/etc/timezone', `${zone}\n`, 0o644);
}

export async function setSystemLocale(locale: string): Promise<void> {
  const path = '/etc/default/locale';
  const text = `LANG=${locale}\n`;
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeAtomic(path, text, 0o644);
}
