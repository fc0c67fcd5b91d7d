import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { ownUser } from './system/processes/user.ts';

test('without any variable it is a machine of its own', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    host: '0.0.0.0',
    port: 8000,
    displayNumber: 1,
    size: { width: 1280, height: 800 },
    sessionCommand: ['xfce4-session'],
    issuers: ['cyberdesk-gateway'],
  });
  expect(config.user).toEqual(ownUser());
});

test('a machine is managed only when that is said', () => {
  expect(loadConfig({}).managesMachine).toBe(false);
  expect(loadConfig({ MANAGE_MACHINE: 'yes' }).managesMachine).toBe(process.getuid?.() === 0);
});

test('every wrong variable is named at once, with what it must be', () => {
  const env = { PORT: 'http', DISPLAY_NUMBER: '-1', LOG_LEVEL: 'loud' };
  expect(() => loadConfig(env)).toThrow(/PORT[^]*DISPLAY_NUMBER[^]*LOG_LEVEL/);
});

test.skipIf(process.getuid?.() !== 0)('a desktop user that does not exist is named', () => {
  expect(() => loadConfig({ DESKTOP_USER: 'no-such-user' })).toThrow('no-such-user');
});

test('the session may be left out, and may have arguments', () => {
  expect(loadConfig({ SESSION_COMMAND: 'none' }).sessionCommand).toEqual([]);
  expect(loadConfig({ SESSION_COMMAND: 'xterm -e top' }).sessionCommand).toEqual([
    'xterm',
    '-e',
    'top',
  ]);
});
