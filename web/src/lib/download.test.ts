import { expect, test } from 'vitest';
import { fileName } from './download.ts';

test('a file is called by its desktop and the time, whatever people call desktops', () => {
  const moment = new Date('2026-11-23T14:05:09.123Z');
  expect(fileName('Invoice agent', moment, 'png')).toBe('Invoice-agent-2026-11-23T14-05-09.png');
  expect(fileName('../../etc/passwd', moment, 'mp4')).toBe('etc-passwd-2026-11-23T14-05-09.mp4');
  expect(fileName('🙂', moment, 'png')).toBe('desktop-2026-11-23T14-05-09.png');
});
