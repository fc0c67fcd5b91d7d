import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { choice, file, int, list, readConfig, string, url } from './config.ts';
import { fromResourceName, newId, toResourceName } from './ids.ts';
import { createLogger, requestLog, silentLogger } from './logger.ts';
import { onShutdown, runShutdown } from './shutdown.ts';

test('ids have the form of the contract, differ, and sort by time', () => {
  const ids = [1, 1_000, Date.now(), Date.now() + 5_000].map((time) => newId('dsk', time));
  for (const id of ids) expect(id).toMatch(/^dsk_[2-7a-z]{34}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 1_000 }, () => newId('dsk'))).size).toBe(1_000);
});

test('an id and its resource name turn into each other', () => {
  const id = newId('dsk');
  expect(toResourceName(id)).toMatch(/^dsk-[2-7a-z]{34}$/);
  expect(fromResourceName(toResourceName(id))).toBe(id);
});

test('configuration is read with types and defaults', () => {
  const spec = {
    PORT: int(80),
    NAME: string('x'),
    URL: url(),
    LEVEL: choice(['info', 'debug'], 'info'),
    SHARDS: list(['a']),
  };
  expect(readConfig({ PORT: '7600', URL: 'http://127.0.0.1:1/' }, spec)).toEqual({
    PORT: 7600,
    NAME: 'x',
    URL: 'http://127.0.0.1:1',
    LEVEL: 'info',
    SHARDS: ['a'],
  });
});

test('one message names every variable that is wrong', () => {
  const spec = {
    PORT: int(undefined, { min: 1, max: 65_535 }),
    KEY: file(),
    URL: url(),
    LEVEL: choice(['info']),
  };
  const attempt = () => readConfig({ PORT: '99999', KEY: '/nowhere', LEVEL: 'loud' }, spec);
  expect(attempt).toThrow(/PORT must be a whole number from 1 to 65535/);
  expect(attempt).toThrow(/KEY must name a readable file/);
  expect(attempt).toThrow(/URL is missing/);
  expect(attempt).toThrow(/LEVEL must be one of info/);
});

test('secrets do not reach the log', () => {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLogger('test', { destination });
  log.info(
    { token: 's3cret', request: { authorization: 's3cret', deep: { key: 's3cret' } }, path: '/x' },
    'hello',
  );
  expect(lines.join('')).not.toContain('s3cret');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    service: 'test',
    level: 'info',
    path: '/x',
    msg: 'hello',
  });
});

test('what was started last is stopped first, also when one fails', async () => {
  const order: string[] = [];
  onShutdown('database', () => order.push('database'));
  onShutdown('broken', () => {
    throw new Error('no');
  });
  onShutdown('server', () => order.push('server'));
  expect(await runShutdown(silentLogger())).toBe(false);
  expect(order).toEqual(['server', 'database']);
});

test('the log of requests writes its own fields as they are, and looks through errors', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = requestLog(createLogger('test', { destination }));
  log.info({ operationId: 'getKey', status: 200 }, 'request');
  log.error({ err: new Error('x'), headers: { authorization: 'Bearer s3cret' } }, 'failed');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'test', operationId: 'getKey' });
  expect(lines[1]).toContain('[redacted]');
  expect(lines.join()).not.toContain('s3cret');
});

test('what was logged is written before the process ends', async () => {
  const script = `import { createLogger } from '${new URL('logger.ts', import.meta.url).href}';
    const log = createLogger('test'); for (let n = 0; n < 100; n += 1) log.info({ n }, 'line'); process.exit(3);`;
  const argv = ['--input-type=module', '--eval', script];
  const { stdout, status } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  expect([status, stdout.trim().split('\n').length]).toEqual([3, 100]);
});
