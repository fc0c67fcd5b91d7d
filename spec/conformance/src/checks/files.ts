import { area, type Check } from '../check.ts';
import { holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const files: Check[] = [];
const check = area('files', files);

const FOLDER = '/tmp/conformance';
const octets = { 'content-type': 'application/octet-stream' };
const write = (t: Target, path: string, content: BodyInit, headers = {}) =>
  t.call('writeFile', { query: { path }, headers: { ...octets, ...headers }, body: content });
const read = async (t: Target, path: string): Promise<string> =>
  (await t.call('readFile', { query: { path } })).text();
const fresh = async (t: Target): Promise<void> => {
  await t.call('deleteFile', { query: { path: FOLDER, recursive: true } });
  await t.json('createDirectory', { json: { path: FOLDER } });
};

check(
  ['createDirectory', 'writeFile', 'readFile', 'statFile'],
  'bytes come back as they were written, with mode and ETag',
  async (t) => {
    await fresh(t);
    const path = `${FOLDER}/ü 日本.bin`;
    const content = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i % 251));
    const written = (await (
      await t.call('writeFile', { query: { path, mode: '0640' }, headers: octets, body: content })
    ).json()) as { etag: string; mode: string };
    same(written.mode, '0640');
    const whole = await t.call('readFile', { query: { path } });
    same(
      [whole.headers.get('etag'), Buffer.from(await whole.arrayBuffer()).equals(content)],
      [written.etag, true],
    );
    const part = await t.call('readFile', { query: { path }, headers: { range: 'bytes=10-19' } });
    same([part.status, part.headers.get('content-range')], [206, `bytes 10-19/${content.length}`]);
    same(Buffer.from(await part.arrayBuffer()), content.subarray(10, 20));
    same(
      (await t.call('readFile', { query: { path }, headers: { range: 'bytes=900000-' } })).status,
      416,
    );
    same(
      (await t.call('readFile', { query: { path }, headers: { 'if-none-match': written.etag } }))
        .status,
      304,
    );
    const { sizeBytes, type } = await t.json('statFile', { query: { path } });
    same([sizeBytes, type], [content.length, 'file']);
  },
);
check(
  ['writeFile', 'appendFile'],
  'preconditions hold, and what is appended stands at the end',
  async (t) => {
    await fresh(t);
    const path = `${FOLDER}/a`;
    const { etag } = (await (await write(t, path, 'one')).json()) as { etag: string };
    same((await write(t, path, 'x', { 'if-match': '"other"' })).status, 412);
    same((await write(t, path, 'x', { 'if-none-match': '*' })).status, 412);
    same((await write(t, path, 'two', { 'if-match': etag })).status, 200);
    await t.json('appendFile', { query: { path }, headers: octets, body: '+three' });
    same(await read(t, path), 'two+three');
  },
);
check(
  ['listFiles', 'moveFile', 'copyFile', 'deleteFile'],
  'entries are listed, moved, copied and deleted',
  async (t) => {
    await fresh(t);
    for (const name of ['b', 'a', 'c']) await write(t, `${FOLDER}/${name}`, name);
    await t.json('createDirectory', { json: { path: `${FOLDER}/d/e` } });
    await t.json('moveFile', { json: { from: `${FOLDER}/a`, to: `${FOLDER}/d/e/moved` } });
    await t.json('copyFile', { json: { from: `${FOLDER}/d`, to: `${FOLDER}/copy` } });
    const names = async (query: object): Promise<string[]> => {
      const { items } = await t.json<{ items: { path: string }[] }>('listFiles', {
        query: { path: FOLDER, limit: 100, ...query },
      });
      return items.map(({ path }) => path.slice(FOLDER.length + 1));
    };
    same(await names({}), ['b', 'c', 'copy', 'd']);
    same(
      (await names({ depth: 3 })).filter((name) => name.endsWith('moved')),
      ['copy/e/moved', 'd/e/moved'],
    );
    same(
      await t.refusal('moveFile', { json: { from: `${FOLDER}/b`, to: `${FOLDER}/c` } }),
      '409 fileExists',
    );
    same(
      await t.refusal('deleteFile', { query: { path: `${FOLDER}/d` } }),
      '409 directoryNotEmpty',
    );
    await t.json('deleteFile', { query: { path: `${FOLDER}/d`, recursive: true } });
    same(await t.refusal('statFile', { query: { path: `${FOLDER}/d` } }), '404 fileNotFound');
  },
);
check('searchFiles', 'names and contents are found', async (t) => {
  await fresh(t);
  await write(t, `${FOLDER}/one.txt`, 'first\nneedle é here\n');
  await write(t, `${FOLDER}/two.md`, 'needle');
  const find = (query: object) =>
    t.json<{ items: { path: string; line?: number }[] }>('searchFiles', {
      query: { path: FOLDER, ...query },
    });
  same(
    (await find({ content: 'needle', glob: '*.txt' })).items.map(({ path, line }) => [path, line]),
    [[`${FOLDER}/one.txt`, 2]],
  );
  same((await find({ content: 'n[e]+dle', regex: true })).items.length, 2);
  same((await find({ glob: '*.md' })).items.length, 1);
  same(
    await t.refusal('searchFiles', { query: { path: FOLDER, content: '(', regex: true } }),
    '422 unprocessable',
  );
});
check('watchFiles', 'changes below a directory are told', async (t) => {
  await fresh(t);
  const response = await t.call('watchFiles', { query: { path: FOLDER } });
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let told = '';
  const until = async (text: string): Promise<void> => {
    while (!told.includes(text)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended after ${told}`);
      told += value;
    }
  };
  await until('"type":"ready"');
  await write(t, `${FOLDER}/new`, 'x');
  await until(`${FOLDER}/new`);
  await reader.cancel();
});
check(['downloadArchive', 'uploadArchive'], 'a folder goes out and in as an archive', async (t) => {
  await fresh(t);
  await t.json('createDirectory', { json: { path: `${FOLDER}/out/deep` } });
  await write(t, `${FOLDER}/out/deep/f`, 'content');
  const archive = Buffer.from(
    await (await t.call('downloadArchive', { query: { path: `${FOLDER}/out` } })).arrayBuffer(),
  );
  await t.json('createDirectory', { json: { path: `${FOLDER}/in` } });
  const gzip = { 'content-type': 'application/gzip' };
  await t.json('uploadArchive', { query: { path: `${FOLDER}/in` }, headers: gzip, body: archive });
  const { items } = await t.json<{ items: { path: string }[] }>('searchFiles', {
    query: { path: `${FOLDER}/in`, glob: 'f' },
  });
  same(items.length, 1);
  same(await read(t, items[0]?.path ?? ''), 'content');
  same(
    (
      await t.call('uploadArchive', {
        query: { path: `${FOLDER}/in` },
        headers: gzip,
        body: 'no archive',
      })
    ).status,
    422,
  );
});
check(
  ['readFile', 'writeFile', 'statFile'],
  'what is no place for a file is refused by name',
  async (t) => {
    await fresh(t);
    for (const path of ['relative', '/tmp/../etc/passwd', '/tmp/a\0b', `/tmp/${'x'.repeat(256)}`]) {
      const answer = await t.refusal('statFile', { query: { path } });
      holds(
        ['422 invalidPath', '400 invalidRequest'].includes(answer),
        `${JSON.stringify(path)}: ${answer}`,
      );
    }
    same((await write(t, `${FOLDER}/${'y'.repeat(255)}`, 'long')).status, 200);
    for (const path of ['/dev/zero', FOLDER])
      same(await t.refusal('readFile', { query: { path } }), '422 invalidPath');
    same(await t.refusal('readFile', { query: { path: `${FOLDER}/none` } }), '404 fileNotFound');
  },
);
