const TABS_LIST = /^ *<CodeBlockTabsList>\n[\s\S]*?^ *<\/CodeBlockTabsList>\n+/gm;
const TAB = /^( *)<CodeBlockTab value="[^"]*">\n([\s\S]*?)^\1<\/CodeBlockTab>\n/gm;
const TABS = /^ *<\/?CodeBlockTabs\b[^>]*>\n/gm;

const outdented = (text: string): string => text.replaceAll(/^ {4}/gm, '');

/** Markdown as people write it: without the elements and anchors that the compiler of pages puts in. */
export const plainMarkdown = (text: string): string =>
  `${text}\n`
    .replaceAll(TABS_LIST, '')
    .replaceAll(TAB, (_, _indent: string, block: string) => outdented(block))
    .replaceAll(TABS, '')
    .replaceAll(/^(#{1,6} .*?) \[#[^\]]+\]$/gm, '$1')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
