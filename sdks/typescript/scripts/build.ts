import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'tsdown';

/**
 * Builds the package that people install into `dist`: ES modules, CommonJS and types, with a package.json of its own.
 * The one beside this folder points to the sources, so that nothing in the repository needs a build.
 */
const folder = join(import.meta.dirname, '..');
const dist = resolve(process.argv[2] ?? join(folder, 'dist'));

await rm(dist, { recursive: true, force: true });
await build({
  cwd: folder,
  entry: ['src/index.ts'],
  outDir: dist,
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  checks: { pluginTimings: false },
  clean: false,
  logLevel: 'warn',
});

const source = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
  string,
  unknown
>;
const { devDependencies: _tools, scripts: _scripts, publishConfig: _publish, ...kept } = source;
const published = {
  ...kept,
  exports: {
    '.': {
      import: { types: './index.d.ts', default: './index.js' },
      require: { types: './index.d.cts', default: './index.cjs' },
    },
    './package.json': './package.json',
  },
  main: './index.cjs',
  module: './index.js',
  types: './index.d.cts',
};
await writeFile(join(dist, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
await copyFile(join(folder, 'README.md'), join(dist, 'README.md'));
await copyFile(join(folder, '../../LICENSE'), join(dist, 'LICENSE'));
