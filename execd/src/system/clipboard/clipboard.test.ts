import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasX } from '../../../test/needs.ts';
import { startServer } from '../../../test/xserver.ts';
import type { TestServer } from '../../../test/xserver.ts';
import { Desktop } from '../desktop.ts';
import { silent } from '../log.ts';
import { Clipboard } from './clipboard.ts';

let server: TestServer;
let desktop: Desktop;
let ours: Clipboard;
/** Another program with a connection of its own. */
let other: Desktop;
let theirs: Clipboard;
const open = (): [Desktop, Clipboard] => {
  const made = new Desktop(server.number, silent);
  made.display.start();
  return [made, new Clipboard(() => made.display.link())];
};
beforeEach(async () => {
  server = await startServer();
  [desktop, ours] = open();
  [other, theirs] = open();
});
afterEach(async () => {
  desktop.display.stop();
  other.display.stop();
  await server.stop();
});
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.alloc(700_000, 'pixels '),
]).toString('base64');

test.skipIf(!hasX)(
  'text of any script goes both ways, also when it is long',
  async () => {
    expect(await theirs.get()).toEqual({});
    for (const text of ['Ünïcode 日本語 👩‍👩‍👧 \n\ttab', 'é'.repeat(400_000), 'x']) {
      await ours.set({ text });
      expect(await theirs.get()).toEqual({ text });
      await theirs.set({ text: `${text}!` });
      expect(await ours.get()).toEqual({ text: `${text}!` });
    }
  },
  30_000,
);

test.skipIf(!hasX)('an image goes both ways', async () => {
  await ours.set({ png });
  expect(await theirs.get()).toEqual({ png });
  await theirs.set({ png });
  expect(await ours.get()).toEqual({ png });
});

test.skipIf(!hasX)('text beyond the limit is cut at a character and said to be', async () => {
  await ours.set({ text: 'é'.repeat(600_000) });
  const { text = '', truncated } = await theirs.get();
  expect([text.length, truncated]).toEqual([524_288, true]);
  expect(text).not.toContain('\ufffd');
});

test.skipIf(!hasX)('empty clears it; what is neither or no image is refused', async () => {
  await ours.set({ text: 'x' });
  await ours.set({ text: '' });
  expect(await theirs.get()).toEqual({});
  expect(() => ours.set({})).toThrow('one of text and png');
  expect(() => ours.set({ png: 'aGVsbG8=' })).toThrow('no PNG file');
});

test.skipIf(!hasX)('a paste puts back what was there, and says when nothing took it', async () => {
  await ours.set({ text: 'before' });
  let taken: object = {};
  await ours.paste('pasted', async () => {
    taken = await theirs.get();
  });
  expect(taken).toEqual({ text: 'pasted' });
  expect(await theirs.get()).toEqual({ text: 'before' });
  await expect(ours.paste('nobody', async () => undefined)).rejects.toThrow('Nothing took');
  expect(await theirs.get()).toEqual({ text: 'before' });
});

test.skipIf(!hasX)(
  'a client that owns the clipboard and does not answer costs two seconds',
  async () => {
    const { root, client } = await other.display.link();
    const link = await other.display.link();
    const clipboard = await link.call<number>((done) =>
      client.InternAtom(false, 'CLIPBOARD', done),
    );
    const window = client.AllocID();
    client.CreateWindow(window, root, 0, 0, 1, 1, 0, 0, 2, 0, {});
    client.SetSelectionOwner(window, clipboard, 0);
    await link.sync();
    const started = performance.now();
    expect(await ours.get()).toEqual({});
    expect(performance.now() - started).toBeLessThan(6000);
  },
  10_000,
);

/** A viewer of the screen that says nothing but what the protocol asks for. */
async function viewer(): Promise<Socket> {
  const socket = connect(server.rfbSocket);
  const read = async (bytes: number): Promise<Buffer> => {
    for (;;) {
      const data = socket.read(bytes) as Buffer | null;
      if (data) return data;
      await once(socket, 'readable');
    }
  };
  await read(12);
  socket.write('RFB 003.008\n');
  await read((await read(1))[0] ?? 0);
  socket.write(Buffer.from([1]));
  await read(4);
  socket.write(Buffer.from([1]));
  const init = await read(24);
  await read(init.readUInt32BE(20));
  return socket;
}

test.skipIf(!hasX)(
  'what a viewer copies is on it, and what is set reaches the viewer',
  async () => {
    const socket = await viewer();
    const text = 'copied by a person';
    const head = Buffer.from([6, 0, 0, 0, 0, 0, 0, text.length]);
    socket.write(Buffer.concat([head, Buffer.from(text, 'latin1')]));
    await expect.poll(() => ours.get()).toEqual({ text });
    let heard = '';
    socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
    await ours.set({ text: 'set by a program' });
    await expect.poll(() => heard).toContain('set by a program');
    // The next text is not answered with the one before.
    heard = '';
    await ours.set({ text: 'and another' });
    await expect.poll(() => heard).toContain('and another');
    expect(heard).not.toContain('set by a program');
    socket.destroy();
  },
);

const hasXclip = (() => {
  try {
    execFileSync('which', ['xclip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasX || !hasXclip)('xclip understands us', async () => {
  await ours.set({ text: 'für xclip' });
  const out = spawn('xclip', ['-o', '-selection', 'clipboard', '-t', 'UTF8_STRING'], {
    env: { ...process.env, DISPLAY: `:${server.number}` },
  });
  let text = '';
  for await (const chunk of out.stdout) text += String(chunk);
  expect(text).toBe('für xclip');
});
