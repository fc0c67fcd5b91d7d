import { expect, test } from 'vitest';
import { fileName } from './screenshot.ts';

test('a file is called by its desktop and the time, whatever people call desktops', () => {
  const moment = new Date('2026-11-23T14:05:09.123Z');
  expect(fileName('Invoice agent', moment)).toBe('Invoice-agent-2026-11-23T14-05-09.png');
  expect(fileName('../../etc/passwd', moment)).toBe('etc-passwd-2026-11-23T14-05-09.png');
  expect(fileName('🙂', moment)).toBe('desktop-2026-11-23T14-05-09.png');
});
