// node execd/image/main.ts --cache DIR [--entry FILE]: one JSON object a line, `progress` and at last `done` or `error`.
import { parseArgs } from 'node:util';
import { buildImage } from './build.ts';

const say = (line: Record<string, unknown>): void =>
  void globalThis.process.stdout.write(`${JSON.stringify(line)}\n`);

const { values } = parseArgs({ options: { cache: { type: 'string' }, entry: { type: 'string' } } });
try {
  if (!values.cache)
    throw new Error('--cache DIR is required: the folder that keeps finished images');
  const directory = await buildImage({
    cacheDirectory: values.cache,
    ...(values.entry ? { entry: values.entry } : {}),
    progress: (stage, fraction, message) => say({ event: 'progress', stage, fraction, message }),
  });
  say({ event: 'done', directory });
} catch (error) {
  say({ event: 'error', message: error instanceof Error ? error.message : String(error) });
  globalThis.process.exitCode = 1;
}
