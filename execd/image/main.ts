// node execd/image/main.ts --cache DIR [--layer | --update] [--keep DIR]… [--entry FILE]
// Prints one JSON object a line: `progress`, at last `done` with the folder and the figures of an image, or `error`.
// With --layer only what is ours is staged, for desktops without a virtual machine; with --update execd is packed
// for desktops that run.
import { parseArgs } from 'node:util';
import { buildImage, buildLayer, buildUpdate, readFigures } from './build.ts';

const say = (line: Record<string, unknown>): void =>
  void globalThis.process.stdout.write(`${JSON.stringify(line)}\n`);

const { values } = parseArgs({
  options: {
    cache: { type: 'string' },
    entry: { type: 'string' },
    keep: { type: 'string', multiple: true },
    layer: { type: 'boolean' },
    update: { type: 'boolean' },
  },
});
try {
  if (!values.cache)
    throw new Error('--cache DIR is required: the folder that keeps finished images');
  const build = values.layer ? buildLayer : values.update ? buildUpdate : buildImage;
  const directory = await build({
    cacheDirectory: values.cache,
    ...(values.entry && { entry: values.entry }),
    ...(values.keep && { keep: values.keep }),
    progress: (stage, fraction, message) => say({ event: 'progress', stage, fraction, message }),
  });
  say({ event: 'done', directory, ...(build === buildImage && (await readFigures(directory))) });
} catch (error) {
  say({ event: 'error', message: error instanceof Error ? error.message : String(error) });
  globalThis.process.exitCode = 1;
}
