// node execd/image/main.ts --cache DIR [--layer] [--keep DIR]… [--entry FILE]
// Prints one JSON object a line: `progress`, at last `done` with the folder, or `error`.
// With --layer only what is ours is staged, for desktops without a virtual machine.
import { parseArgs } from 'node:util';
import { buildImage, buildLayer } from './build.ts';

const say = (line: Record<string, unknown>): void =>
  void globalThis.process.stdout.write(`${JSON.stringify(line)}\n`);

const { values } = parseArgs({
  options: {
    cache: { type: 'string' },
    entry: { type: 'string' },
    keep: { type: 'string', multiple: true },
    layer: { type: 'boolean' },
  },
});
try {
  if (!values.cache)
    throw new Error('--cache DIR is required: the folder that keeps finished images');
  const build = values.layer ? buildLayer : buildImage;
  const directory = await build({
    cacheDirectory: values.cache,
    ...(values.entry && { entry: values.entry }),
    ...(values.keep && { keep: values.keep }),
    progress: (stage, fraction, message) => say({ event: 'progress', stage, fraction, message }),
  });
  say({ event: 'done', directory });
} catch (error) {
  say({ event: 'error', message: error instanceof Error ? error.message : String(error) });
  globalThis.process.exitCode = 1;
}
