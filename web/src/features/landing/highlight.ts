import { codeToTokensBase, createCssVariablesTheme, type ThemedToken } from 'shiki';

/** A piece of a line in one colour. */
export type Piece = Pick<ThemedToken, 'content' | 'color'>;

// Colours are custom properties of globals.css, so that one rendering serves both themes.
const theme = createCssVariablesTheme({ name: 'cyberdesk', variablePrefix: '--code-' });

const known = new Map<string, Promise<Piece[][]>>();

/** Lines of coloured pieces. Computed once: the code on the page is a constant. */
export const highlight = (code: string, lang: 'bash' | 'ts' | 'python'): Promise<Piece[][]> => {
  const lines = known.get(code) ?? codeToTokensBase(code, { lang, theme });
  known.set(code, lines);
  return lines;
};
