import { markdownOf, source } from '@/lib/docs/source.ts';

/** A page as Markdown, at its address with `.md`. */
export const GET = async (
  _request: Request,
  { params }: { params: Promise<{ slug?: string[] }> },
): Promise<Response> => {
  const page = source.getPage((await params).slug);
  if (!page) return new Response('There is no such page. /llms.txt lists all.\n', { status: 404 });
  return new Response(await markdownOf(page), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
};
