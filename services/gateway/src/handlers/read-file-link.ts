import { passageToFile } from '../links.ts';

/** Serves the file of a link: as a download, never as a page of ours. */
export const readFileLink = passageToFile('GET', ({ path }) => {
  const name = encodeURIComponent(path.split('/').at(-1) ?? 'file');
  return {
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  };
});
