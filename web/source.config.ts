import { defineConfig, defineDocs } from 'fumadocs-mdx/config';

/** Every page of the documentation, Markdown in `content/`. */
export const docs = defineDocs({
  dir: 'content',
  docs: { postprocess: { includeProcessedMarkdown: true } },
});

export default defineConfig();
