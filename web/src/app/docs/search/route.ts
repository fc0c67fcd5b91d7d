import { createFromSource } from 'fumadocs-core/search/server';
import { source, type DocsPage } from '@/lib/docs/source.ts';

/** Parts of pages that list other pages: found there, a word leads away from what it means. */
const LISTS = new Set(['errors', 'operations']);
const OVERVIEWS = new Set(['/docs/api', '/docs/problems']);

const indexOf = ({ url, data }: DocsPage) => {
  const { headings, contents } = data.structuredData;
  const isSaid = ({ heading }: { heading: string | undefined }): boolean =>
    !LISTS.has(heading ?? '') && !OVERVIEWS.has(url);
  return {
    id: url,
    url,
    title: data.title ?? url,
    ...(data.description ? { description: data.description } : {}),
    structuredData: { headings, contents: contents.filter(isSaid) },
  };
};

/** Search in this process: no other service is asked. */
export const { GET } = createFromSource(source, { buildIndex: indexOf });
