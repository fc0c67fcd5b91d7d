import { Readable } from 'node:stream';
import { Header, Pack, ReadEntry } from 'tar';
import type { Timeline } from './timeline.ts';

interface Member {
  path: string;
  content: Buffer;
}

/** The timeline as a gzipped tar archive: its entries as lines, then the pictures that are still kept. */
export function exportTimeline(timeline: Timeline): ReadableStream<Uint8Array> {
  const pack = new Pack({ gzip: true, portable: true });
  void fill(pack, timeline).catch((error: unknown) => pack.emit('error', error));
  return Readable.toWeb(Readable.from(pack as AsyncIterable<Buffer>)) as ReadableStream<Uint8Array>;
}

async function fill(pack: Pack, timeline: Timeline): Promise<void> {
  for await (const member of members(timeline)) await add(pack, member);
  pack.end();
}

async function* members(timeline: Timeline): AsyncGenerator<Member> {
  const entries = await timeline.all();
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  yield { path: 'timeline.jsonl', content: Buffer.from(lines.join('')) };
  const names = new Set(entries.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()));
  for (const name of names) {
    const content = await timeline.picture(name);
    if (content) yield { path: `pictures/${name}`, content };
  }
}

/** Waits until a member is taken, so that one picture at a time is in memory. */
function add(pack: Pack, { path, content }: Member): Promise<void> {
  const header = new Header({
    path,
    size: content.length,
    mode: 0o644,
    type: 'File',
    mtime: new Date(),
  });
  const entry = new ReadEntry(header);
  const taken = new Promise<void>((resolve, reject) => {
    entry.once('end', () => resolve());
    entry.once('error', reject);
  });
  pack.add(entry);
  entry.end(content);
  return taken;
}
