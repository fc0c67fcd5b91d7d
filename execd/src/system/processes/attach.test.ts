import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '@cyberdesk/generated/execd/types.gen';
import { afterAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { attach, Writers } from './attach.ts';
import { OutputLog } from './output-log.ts';

const directory = mkdtempSync(join(tmpdir(), 'attach-'));
afterAll(() => rmSync(directory, { recursive: true }));
const MIB = 1024 * 1024;

/** A socket whose other end takes nothing until it is told to. */
class SlowSocket extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  sent = 0;
  #waiting: (() => void)[] = [];

  send(data: Buffer | string, _options?: object, done?: () => void): void {
    if (typeof data === 'string') return;
    this.bufferedAmount += data.length;
    this.sent += data.length - 1;
    if (done) this.#waiting.push(done);
  }
  take(): void {
    this.bufferedAmount = 0;
    for (const done of this.#waiting.splice(0)) done();
  }
  close(): void {
    this.emit('close');
  }
}

test('what waits for a watcher who does not read is bounded, and goes on when it reads', async () => {
  const log = new OutputLog(join(directory, 'a'));
  for (let i = 0; i < 320; i++) log.append({ stream: 'stdout', bytes: Buffer.alloc(65_536) });
  await log.close();
  const socket = new SlowSocket();
  const attachment = {
    log,
    outcome: () => Promise.resolve({ state: 'finished' } as Command),
    execution: undefined,
    offset: 0,
    takeOver: false,
  };
  const done = attach(socket as unknown as WebSocket, attachment, new Writers());
  await expect.poll(() => socket.sent).toBeGreaterThanOrEqual(MIB);
  await log.drained();
  expect(socket.sent).toBeLessThan(2 * MIB);
  let before = 0;
  while (socket.sent > before) {
    before = socket.sent;
    socket.take();
    await expect.poll(() => socket.sent > before || socket.sent === 20 * MIB).toBe(true);
  }
  expect(socket.sent).toBe(20 * MIB);
  await done;
});

test('a watcher who leaves while it is waited for ends its sending', async () => {
  const log = new OutputLog(join(directory, 'b'));
  for (let i = 0; i < 64; i++) log.append({ stream: 'stdout', bytes: Buffer.alloc(65_536) });
  const socket = new SlowSocket();
  const outcome = () => Promise.reject(new Error('nobody asks for it'));
  const rest = { outcome, execution: undefined, offset: 0, takeOver: false };
  const inTerminal = { hasTerminal: true, id: 'x' } as never;
  const attachment = { log, ...rest, execution: inTerminal };
  const done = attach(socket as unknown as WebSocket, attachment, new Writers());
  await expect.poll(() => socket.sent).toBeGreaterThanOrEqual(MIB);
  socket.close();
  await done;
  await log.close();
});
