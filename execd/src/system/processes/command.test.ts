import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { silent } from '../log.ts';
import { Commands } from './command.ts';
import { isAlive } from './process.ts';
import { ownUser } from './user.ts';

const session = {
  displayNumber: 42,
  runtimeDirectory: '/run/user/1',
  locale: 'de_DE.UTF-8',
  timeZone: 'Europe/Berlin',
  extra: { FROM_BINDING: 'yes' },
};
const directory = mkdtempSync(join(tmpdir(), 'commands-'));
const commands = new Commands({
  user: ownUser(),
  session: () => session,
  directory,
  stateDirectory: join(directory, 'commands'),
  log: silent,
});
afterAll(() => rmSync(directory, { recursive: true }));
const never = new AbortController().signal;

test('a command finds the desktop, the binding’s environment and its own', async () => {
  const request = { command: 'env', env: { OWN: 'a=b', LANG: 'C' } };
  const { stdout, id } = await commands.run(request, never);
  const lines = stdout.split('\n');
  for (const line of ['DISPLAY=:42', 'FROM_BINDING=yes', 'OWN=a=b', 'LANG=C', 'TZ=Europe/Berlin']) {
    expect(lines).toContain(line);
  }
  expect(lines).toContain('DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1/bus');
  expect(stdout).not.toContain('VITEST');
  expect(id).toMatch(/^cmd_[2-7a-z]{34}$/);
});

test('it runs in the folder that is named', async () => {
  expect((await commands.run({ command: ['pwd'], cwd: '/usr/lib' }, never)).stdout).toBe(
    '/usr/lib\n',
  );
});

const refused: [string, object, string][] = [
  ['a folder that is not there', { command: 'true', cwd: '/no/such' }, '/cwd'],
  ['a relative folder', { command: 'true', cwd: 'tmp' }, '/cwd'],
  ['a folder with ..', { command: 'true', cwd: '/tmp/../etc' }, '/cwd'],
  ['an unknown user', { command: 'true', user: 'nobody-here' }, '/user'],
  ['NUL in an argument', { command: ['echo', 'a\0b'] }, '/command/1'],
  ['a program without a name', { command: [''] }, '/command/0'],
  ['NUL in a value', { command: 'true', env: { A: 'x\0' } }, '/env/A'],
  ['= in a name', { command: 'true', env: { 'A=B': 'x' } }, '/env/A=B'],
];
test.each(refused)('%s is refused by its field', async (_what, request, pointer) => {
  const run = commands.run(request as { command: string }, never);
  await expect(run).rejects.toMatchObject({ fields: [{ pointer }] });
});

test('what outlives a command lives on until the command is deleted', async () => {
  const { id, stdout } = await commands.run({ command: 'setsid sleep 300 & echo $!' }, never);
  const pid = Number(stdout);
  expect(isAlive(pid)).toBe(true);
  await commands.delete(id);
  expect(isAlive(pid)).toBe(false);
});
