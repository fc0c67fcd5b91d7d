import { docs, reference } from 'collections/server';
import { loader, multiple } from 'fumadocs-core/source';
import { plainMarkdown } from './plain-markdown.ts';

/** All pages of the documentation, written and computed, in one tree. */
export const source = loader({
  baseUrl: '/docs',
  source: multiple({
    written: docs.toFumadocsSource(),
    computed: reference.toFumadocsSource(),
  }),
});

/** A page. */
export type DocsPage = ReturnType<typeof source.getPages>[number];

/** Markdown of a page, with its title and without front matter. */
export const markdownOf = async (page: DocsPage): Promise<string> => {
  const { title, description } = page.data;
  const text = plainMarkdown(await page.data.getText('processed'));
  const lead = description ? `> ${description}\n\n` : '';
  return `# ${title}\n\n${lead}${text}\n`;
};

/** Pages in the order of the sidebar: what people wrote first. */
export const pagesInOrder = (): DocsPage[] =>
  source
    .getPages()
    .sort((one, other) => rank(one) - rank(other) || one.url.localeCompare(other.url));

const SECTIONS = [
  '',
  'quickstart',
  'concepts',
  'guides',
  'api',
  'sdks',
  'problems',
  'self-hosting',
  'engineering',
  'changelog',
];

const rank = ({ slugs: [section = ''] }: DocsPage): number => {
  const at = SECTIONS.indexOf(section);
  return at < 0 ? SECTIONS.length : at;
};
