import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownUser } from '../processes/user.ts';
import { Browser } from './browser.ts';

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'browser-'))));
afterEach(() => rm(directory, { recursive: true, force: true }));
const session = () => ({
  displayNumber: 1,
  runtimeDirectory: directory,
  locale: 'C.UTF-8',
  timeZone: undefined,
  extra: { NODE: process.execPath },
});

/** A program that listens as a browser does, and counts how often it was started. */
const fake = `#!/bin/sh
exec "$NODE" -e '
const { createServer } = require("node:http"), fs = require("node:fs");
const profile = process.argv.find((word) => word.startsWith("--user-data-dir=")).slice(16);
fs.mkdirSync(profile, { recursive: true });
fs.appendFileSync(profile + "/starts", "x");
const path = "/devtools/browser/" + process.pid;
const server = createServer((request, response) => {
  if (request.url === "/quit") process.exit();
  response.end(JSON.stringify({ webSocketDebuggerUrl: "ws://127.0.0.1" + path }));
}).listen(0, "127.0.0.1", () => fs.writeFileSync(profile + "/DevToolsActivePort", server.address().port + "\\n" + path));
setTimeout(() => process.exit(), 20000);
' -- "$@"
`;
const make = async (script: string): Promise<Browser> => {
  const program = join(directory, 'program');
  await writeFile(program, script);
  await chmod(program, 0o755);
  return new Browser({ user: { ...ownUser(), home: directory }, session, program });
};

test('one browser for all who ask, found again, and started anew when it has ended', async () => {
  const browser = await make(fake);
  const [first, second] = await Promise.all([browser.open(), browser.open()]);
  expect(second).toEqual(first);
  expect(await browser.open()).toEqual(first);
  await fetch(`http://127.0.0.1:${first.port}/quit`).catch(() => undefined);
  const third = await browser.open();
  expect(third.path).not.toBe(first.path);
  await fetch(`http://127.0.0.1:${third.port}/quit`).catch(() => undefined);
});

test('a browser that does not start says why', async () => {
  await expect((await make('#!/bin/sh\nexit 7\n')).open()).rejects.toMatchObject({
    code: 'notExecutable',
    message: expect.stringContaining('code 7'),
  });
});
