import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examples } from './quickstart-code.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../../README.md'), 'utf8');

test.each(examples)(
  '$label is the quickstart of the README, which tests run',
  ({ code, language }) => {
    expect(readme).toContain('```' + language + '\n' + code + '\n```');
  },
);
