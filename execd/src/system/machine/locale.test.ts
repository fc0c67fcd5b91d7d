import { expect, test } from 'vitest';
import { posixLocale } from './locale.ts';

test('languages get their POSIX names, with their main region when none is said', () => {
  const names = ['en-US', 'de', 'de-AT', 'ja', 'pt', 'zh'].map(posixLocale);
  const posix = ['en_US', 'de_DE', 'de_AT', 'ja_JP', 'pt_BR', 'zh_CN'];
  expect(names).toEqual(posix.map((name) => `${name}.UTF-8`));
});
