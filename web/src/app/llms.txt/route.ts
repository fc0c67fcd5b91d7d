import { pagesInOrder } from '@/lib/docs/source.ts';

const HEAD = `# Cyberdesk

> Isolated cloud desktops for people and computer-use agents: virtual machines with a real screen, created, seen and
> controlled through one API.

All pages in one file: /llms-full.txt

## Pages

`;

/** Every page with its address as Markdown, for language models. */
export const GET = (): Response => {
  const lines = pagesInOrder().map(({ url, data }) => {
    const description = data.description ? `: ${data.description}` : '';
    return `- [${data.title}](${url}.md)${description}`;
  });
  return new Response(`${HEAD}${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
