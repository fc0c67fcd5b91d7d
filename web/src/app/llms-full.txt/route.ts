import { markdownOf, pagesInOrder } from '@/lib/docs/source.ts';

/** The whole documentation in one text, for language models. */
export const GET = async (): Promise<Response> => {
  const pages = await Promise.all(pagesInOrder().map(markdownOf));
  return new Response(pages.join('\n---\n\n'), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
