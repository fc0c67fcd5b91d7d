import { page, type GeneratedFile } from './page.ts';
import { source, sourcesIn } from './sources.ts';

const BUMPS: Record<string, string> = { major: 'Breaking', minor: 'New', patch: 'Mended' };

const entryOf = (text: string): string => {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const bump = /: (\w+)/.exec(head)?.[1] ?? 'patch';
  return `- **${BUMPS[bump] ?? bump}**: ${body.trim().replaceAll('\n', '\n  ')}`;
};

/** The changes that are written down for the next release. */
export const changelogPages = (): GeneratedFile[] => {
  const entries = sourcesIn('.changeset')
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => entryOf(source(`.changeset/${name}`)));
  const text = `Changes of the public surface: API, SDKs and chart.\n\n## 0.1.0\n\n${entries.join('\n')}`;
  return [
    { path: 'changelog.md', text: page('Changelog', 'What changed, release by release.', text) },
  ];
};
