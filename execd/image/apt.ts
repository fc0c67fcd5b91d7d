import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

export const SUITE = 'bookworm';
const KEYRING = 'debian-archive-keyring';
const SUITES = new Set([SUITE, `${SUITE}-updates`, `${SUITE}-security`]);

/**
 * The machine's own Debian sources for the image's suite, as deb822 text. The recipe names no mirror:
 * it uses what this machine is set up with, and on another distribution mmdebstrap's own default.
 */
export async function debianSources(directory = '/etc/apt'): Promise<string> {
  const stanzas: string[] = [];
  for (const file of await sourceFiles(directory)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    stanzas.push(...(file.endsWith('.sources') ? fromDeb822(text) : fromOneLine(text)));
  }
  return stanzas.join('\n\n');
}

async function sourceFiles(directory: string): Promise<string[]> {
  const parts = await readdir(join(directory, 'sources.list.d')).catch((): string[] => []);
  const known = parts.filter((name) => name.endsWith('.sources') || name.endsWith('.list')).sort();
  return [
    join(directory, 'sources.list'),
    ...known.map((name) => join(directory, 'sources.list.d', name)),
  ];
}

/** Stanzas of Debian itself; a third party's archive often uses the same suite name, but not Debian's key. */
export function fromDeb822(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((stanza) => stanza.split('\n').filter((line) => line.trim() && !line.startsWith('#')))
    .filter((lines) => lines.length > 0)
    .filter(isOurs)
    .map((lines) => lines.join('\n'));
}

function isOurs(lines: string[]): boolean {
  const field = (name: string): string =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  const suites = field('suites').split(/\s+/);
  const signedBy = field('signed-by');
  return (
    field('enabled') !== 'no' &&
    field('types').split(/\s+/).includes('deb') &&
    suites.every((suite) => SUITES.has(suite)) &&
    field('components').split(/\s+/).includes('main') &&
    (signedBy === '' || signedBy.includes(KEYRING))
  );
}

export function fromOneLine(text: string): string[] {
  const stanzas: string[] = [];
  for (const line of text.split('\n')) {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line.trim());
    if (!match) continue;
    const [, options = '', uri, suite, components] = match;
    const signedBy = /signed-by=(\S+)/.exec(options)?.[1] ?? '';
    const lines = ['Types: deb', `URIs: ${uri}`, `Suites: ${suite}`, `Components: ${components}`];
    if (signedBy) lines.push(`Signed-By: ${signedBy}`);
    if (isOurs(lines)) stanzas.push(lines.join('\n'));
  }
  return stanzas;
}

const PASSED_ON =
  /^Acquire::(https?::(Proxy|CaInfo|Verify-Peer|Verify-Host)|Check-Valid-Until|Check-Date)\b.* "(.+)";$/;

/** How this machine reaches its archive (proxy, certificate file), as options for the bootstrap's apt. */
export async function aptOptions(): Promise<string[]> {
  const dump = await run('apt-config', ['dump']);
  return dump
    .split('\n')
    .filter((line) => PASSED_ON.test(line))
    .map((line) => line.replace(/;$/, ''));
}
