import { expect, test } from 'vitest';
import { Steps } from './progress.ts';

const record = (terminal: boolean): { steps: Steps; lines: string[] } => {
  const lines: string[] = [];
  return { steps: new Steps((text) => lines.push(text), terminal), lines };
};

test('without a terminal a long step prints a line for each tenth', async () => {
  const { steps, lines } = record(false);
  await steps.run('build', async (progress) => {
    for (let each = 0; each <= 100; each += 1) progress('compiling', each / 100);
  });
  expect(lines).toHaveLength(12);
  expect(lines[5]).toMatch(/build \[#+\.+\] 50 % compiling\n/);
  expect(lines.at(-1)).toMatch(/^✓ build \(\d+\.\d s\)\n/);
});

test('on a terminal the same line is drawn again, cut to its width', async () => {
  const { steps, lines } = record(true);
  await steps.run('build', async (progress) => progress('x'.repeat(500), 0.5));
  expect(
    lines.slice(0, -1).every((line) => line.startsWith('\r\x1b[2K') && !line.includes('\n')),
  ).toBe(true);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(250);
});

test('a step hands its result on and its failure through', async () => {
  const { steps } = record(false);
  expect(await steps.run('give', async () => 7)).toBe(7);
  await expect(steps.run('fail', () => Promise.reject(new Error('why')))).rejects.toThrow('why');
});
