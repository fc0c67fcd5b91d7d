import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { hasX } from '../../test/needs.ts';

const hasAll = hasX && existsSync('/usr/bin/ffmpeg');
let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(async () => {
  await execd.system.recordings.close();
  await execd.stop();
});

interface Facts {
  id: string;
  sizeBytes: number;
}
const call = async (method: string, path: string, json?: object) => {
  const response = await execd.call(path, { method, ...(json ? { json } : {}) });
  const text = await response.text();
  return [response.status, text === '' ? undefined : JSON.parse(text)] as [number, Facts];
};

test.skipIf(!hasAll)('a recording from its start to its deletion', async () => {
  const [status, { id }] = await call('POST', '/recordings', { name: 'Checkout' });
  expect([status, id]).toEqual([201, expect.stringMatching(/^rec_[2-7a-z]{34}$/)]);
  const content = `/recordings/${id}/content`;
  for (const [method, path, json] of [
    ['GET', content],
    ['POST', '/recordings', {}],
  ] as const) {
    expect(await call(method, path, json)).toMatchObject([409, { code: 'recordingInProgress' }]);
  }
  await delay(300);
  const [stopped, facts] = await call('POST', `/recordings/${id}/stop`);
  expect([stopped, facts]).toMatchObject([200, { state: 'finished', reason: 'Stopped' }]);
  expect(await call('GET', `/recordings/${id}`)).toEqual([200, facts]);
  expect(await call('GET', '/recordings')).toEqual([200, { items: [facts] }]);

  const whole = await execd.call(content);
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  expect([bytes.length, bytes.toString('latin1', 4, 8)]).toEqual([facts.sizeBytes, 'ftyp']);
  const part = await execd.call(content, { headers: { range: 'bytes=4-7' } });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 4-7/${facts.sizeBytes}`,
    'ftyp',
  ]);
  const past = await execd.call(content, { headers: { range: 'bytes=99999999-' } });
  expect([past.status, past.headers.get('content-range')]).toEqual([
    416,
    `bytes */${facts.sizeBytes}`,
  ]);

  expect(await call('DELETE', `/recordings/${id}`)).toEqual([204, undefined]);
  for (const [method, path] of [
    ['GET', `/recordings/${id}`],
    ['GET', content],
    ['POST', `/recordings/${id}/stop`],
    ['DELETE', `/recordings/${id}`],
  ] as const) {
    expect(await call(method, path)).toMatchObject([404, { code: 'recordingNotFound' }]);
  }
});

test('rates, times and sizes outside of the contract are refused by name', async () => {
  for (const [name, value] of [
    ['framesPerSecond', 31],
    ['maxDurationSeconds', 0],
    ['maxBytes', 1024],
    ['frames', 1],
  ] as const) {
    const [status, problem] = await call('POST', '/recordings', { [name]: value });
    expect([status, problem]).toMatchObject([400, { errors: [{ pointer: `/${name}` }] }]);
  }
});
