import { createRequire } from 'node:module';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

export const REPOSITORY = resolve(import.meta.dirname, '../..');
/** Native modules cannot be bundled: they are shipped beside the bundle with all they need at run time. */
const EXTERNAL = ['sharp', '@lydell/node-pty'];
/** A search runs on a thread of its own, whose code is a file of its own. */
const SEARCH_WORKER = join(REPOSITORY, 'execd/src/system/files/search/worker.ts');
/** Elements of programs are asked for by a process of the desktop's user. */
const ACCESSIBILITY_WORKER = join(REPOSITORY, 'execd/src/system/accessibility/worker.ts');
/** CommonJS parts inside an ES module bundle still ask for `require`. */
const BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Bundles execd for the image: main.js, the code of its threads, its native modules and nothing else. */
export async function bundleExecd(
  directory: string,
  entry = join(REPOSITORY, 'execd/src/main.ts'),
): Promise<void> {
  await build({
    entryPoints: {
      main: entry,
      'search-worker': SEARCH_WORKER,
      'accessibility-worker': ACCESSIBILITY_WORKER,
    },
    outdir: directory,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: EXTERNAL,
    banner: { js: BANNER },
    legalComments: 'none',
    logLevel: 'silent',
  });
  for (const name of await closure(EXTERNAL)) {
    const target = join(directory, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(REPOSITORY, 'node_modules', name), target, {
      recursive: true,
      filter: isRuntimeFile,
    });
  }
}

function isRuntimeFile(path: string): boolean {
  return !/\.(md|d\.ts|map|h|hpp)$|\/(src|include|docs)$/.test(path);
}

/** The packages with everything they depend on, installed optional ones (prebuilt binaries) included. */
async function closure(roots: string[]): Promise<string[]> {
  const found = new Set<string>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const manifest = found.has(name) ? undefined : await readManifest(name);
    if (!manifest) continue;
    found.add(name);
    queue.push(...Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
  }
  return [...found].sort();
}

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

async function readManifest(name: string): Promise<Manifest | undefined> {
  const file = join(REPOSITORY, 'node_modules', name, 'package.json');
  // An optional binary for another platform is not installed: nothing to ship.
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Manifest,
    () => undefined,
  );
}

/** The Node.js binary that npm installed for this repository; the desktop runs the same one. */
export function nodeBinary(): string {
  const require = createRequire(import.meta.url);
  const name = `node-linux-${globalThis.process.arch === 'arm64' ? 'arm64' : 'x64'}`;
  return join(dirname(require.resolve(`${name}/package.json`)), 'bin/node');
}
