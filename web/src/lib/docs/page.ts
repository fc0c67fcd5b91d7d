/** A generated page or list of pages, by its path below the root of the documentation. */
export interface GeneratedFile {
  path: string;
  text: string;
}

/** A Markdown page with its front matter. */
export const page = (title: string, description: string, body: string): string =>
  `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\n---\n\n${body.trim()}\n`;

/** The order of a folder's pages. */
export const meta = (title: string, pages: string[], isOpen = false): string =>
  `${JSON.stringify({ title, pages, defaultOpen: isOpen }, undefined, 2)}\n`;

/** A fenced block. The fence is longer than any within. */
export const fenced = (language: string, code: string): string => {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
};

/** First sentence of a text on one line, for lists and search engines. */
export const firstSentence = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return /^.*?[.!?](?= |$)/.exec(line)?.[0] ?? line;
};
