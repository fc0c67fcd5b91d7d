import { defineConfig, defineDocs } from 'fumadocs-mdx/config';
import { createCssVariablesTheme } from 'shiki';

const theme = createCssVariablesTheme({ name: 'cyberdesk', variablePrefix: '--code-' });

const pages = { postprocess: { includeProcessedMarkdown: true } };

/** Pages that people write, Markdown in `content/`. */
export const docs = defineDocs({ dir: 'content', docs: pages });

/** Pages that `src/lib/docs` computes before each build. */
export const reference = defineDocs({ dir: '.reference', docs: pages });

export default defineConfig({
  mdxOptions: {
    rehypeCodeOptions: {
      // Colours are custom properties of globals.css, so that one rendering serves both themes.
      themes: { light: theme, dark: theme },
      langs: ['bash', 'ts', 'python', 'json', 'http', 'yaml', 'html'],
    },
  },
});
