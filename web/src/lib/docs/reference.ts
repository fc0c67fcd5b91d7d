import { changelogPages } from './changelog.ts';
import { operationPages } from './operation-pages.ts';
import { meta, type GeneratedFile } from './page.ts';
import { problemPages } from './problem-pages.ts';
import { pythonPages } from './python-page.ts';
import { typescriptPages } from './typescript-page.ts';

/** Every page that is computed: from the contract, the sources of the SDKs and the changesets. */
export const referenceFiles = (): GeneratedFile[] => [
  ...operationPages(),
  ...problemPages(),
  { path: 'sdks/meta.json', text: meta('SDK reference', ['typescript', 'python']) },
  ...typescriptPages(),
  ...pythonPages(),
  ...changelogPages(),
];
