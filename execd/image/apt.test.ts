import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { debianSources, fromDeb822, fromOneLine } from './apt.ts';

const stanza = (fields: Record<string, string>): string =>
  Object.entries({
    Types: 'deb',
    URIs: 'http://mirror.test/debian',
    Suites: 'bookworm',
    Components: 'main',
    ...fields,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

test('Debian’s own stanzas are taken over, comments left out', () => {
  const text = `# the archive\n${stanza({ Suites: 'bookworm bookworm-updates' })}\n\n${stanza({ Suites: 'bookworm-security', 'Signed-By': '/usr/share/keyrings/debian-archive-keyring.gpg' })}\n`;
  const found = fromDeb822(text);
  expect(found).toHaveLength(2);
  expect(found[0]).toContain('URIs: http://mirror.test/debian');
  expect(found[0]).not.toContain('#');
});

test.each([
  ['another release', { Suites: 'trixie' }],
  ['a third party', { 'Signed-By': '/usr/share/keyrings/other.gpg' }],
  ['sources only', { Types: 'deb-src' }],
  ['a disabled stanza', { Enabled: 'no' }],
  ['no main component', { Components: 'stable' }],
])('%s is left out', (_, fields) => {
  expect(fromDeb822(stanza(fields as unknown as Record<string, string>))).toEqual([]);
});

test('lines of sources.list become stanzas', () => {
  const text = [
    'deb http://mirror.test/debian bookworm main contrib',
    'deb [arch=amd64 signed-by=/usr/share/keyrings/other.gpg] https://other.test bookworm main',
    'deb-src http://mirror.test/debian bookworm main',
    '# deb http://mirror.test/debian bookworm main',
  ].join('\n');
  expect(fromOneLine(text)).toEqual([
    'Types: deb\nURIs: http://mirror.test/debian\nSuites: bookworm\nComponents: main contrib',
  ]);
});

test('both kinds of files are read, and a machine without Debian sources gives none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cyberdesk-apt-'));
  expect(await debianSources(directory)).toBe('');
  await mkdir(join(directory, 'sources.list.d'));
  await writeFile(join(directory, 'sources.list'), 'deb http://a.test/debian bookworm main\n');
  await writeFile(join(directory, 'sources.list.d', 'debian.sources'), stanza({}));
  await writeFile(join(directory, 'sources.list.d', 'other.save'), stanza({}));
  expect((await debianSources(directory)).match(/URIs/g)).toHaveLength(2);
  await rm(directory, { recursive: true });
});
