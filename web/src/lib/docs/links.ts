import GithubSlugger from 'github-slugger';

/** A page as its address and Markdown. */
export interface LinkedPage {
  url: string;
  text: string;
}

const withoutCode = (text: string): string =>
  text
    .replaceAll(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.slice(1, -1));

/** Ids of the headings, as they are rendered. */
const anchorsOf = (text: string): Set<string> => {
  const slugger = new GithubSlugger();
  const headings = withoutCode(text).matchAll(/^#{1,6} (.+)$/gm);
  return new Set([...headings].map(([, title = '']) => slugger.slug(title)));
};

/** Addresses that a page refers to, those of other sites left out. */
export const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** Links that lead nowhere, as `page: link`. `others` are addresses that are no pages of the documentation. */
export const brokenLinks = (pages: LinkedPage[], others: Set<string>): string[] => {
  const anchors = new Map(pages.map(({ url, text }) => [url, anchorsOf(text)]));
  return pages.flatMap(({ url, text }) =>
    linksOf(text)
      .filter((link) => !leadsSomewhere(link, url, anchors, others))
      .map((link) => `${url}: ${link}`),
  );
};

// eslint-disable-next-line max-params
const leadsSomewhere = (
  link: string,
  from: string,
  anchors: Map<string, Set<string>>,
  others: Set<string>,
): boolean => {
  const [path = '', anchor] = link.split('#');
  const ids = anchors.get(path === '' ? from : path);
  if (!ids) return others.has(path);
  return anchor === undefined || ids.has(anchor);
};
