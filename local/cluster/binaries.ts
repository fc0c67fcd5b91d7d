import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from '../lock.ts';
import type { Progress } from '../progress.ts';
import { cacheFolder } from '../state.ts';

/** Paths of the two programs that make a Kubernetes API. */
export interface Binaries {
  etcd: string;
  apiserver: string;
}

interface Module {
  name: keyof Binaries;
  program: string;
  package: string;
  /** About how many packages the build compiles, to show progress. */
  packages: number;
}

const modules: Module[] = [
  { name: 'etcd', program: 'etcd', package: 'go.etcd.io/etcd/server/v3', packages: 330 },
  {
    name: 'apiserver',
    program: 'kube-apiserver',
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    packages: 1_600,
  },
];

/** Finds etcd and kube-apiserver in KUBEBUILDER_ASSETS, on the PATH or in the cache; builds what is missing once. */
export const findBinaries = async (progress: Progress): Promise<Binaries> => {
  const found: Partial<Binaries> = {};
  for (const module of modules)
    found[module.name] = installed(module.program) ?? (await built(module, progress));
  return found as Binaries;
};

/** Path of a program in KUBEBUILDER_ASSETS or on the PATH. */
export const installed = (program: string): string | undefined => {
  const folders = [
    process.env['KUBEBUILDER_ASSETS'] ?? '',
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
};

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const built = async (module: Module, progress: Progress): Promise<string> => {
  const source = join(import.meta.dirname, 'modules', module.name);
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(source, file)));
  const folder = join(cacheFolder(), `bin-${hash.digest('hex').slice(0, 16)}`);
  const target = join(folder, module.program);
  if (existsSync(target)) return target;
  mkdirSync(folder, { recursive: true });
  return withLock(join(folder, 'lock'), async () => {
    if (!existsSync(target)) await build(module, source, target, progress);
    return target;
  });
};

const build = async (
  module: Module,
  source: string,
  target: string,
  progress: Progress,
): Promise<void> => {
  const temporary = `${target}.${process.pid}`;
  let compiled = 0;
  const argv = ['build', '-v', '-mod=readonly', '-o', temporary, module.package];
  const output = await goTool(argv, source, () => {
    compiled += 1;
    progress(`building ${module.program} once`, Math.min(0.99, compiled / module.packages));
  });
  if (!existsSync(temporary)) {
    rmSync(temporary, { force: true });
    throw new Error(`Building ${module.program} failed:\n${output.slice(-2_000)}`);
  }
  renameSync(temporary, target);
};

/** Runs `go`, calls `onLine` for each line it prints, resolves with the output's end. */
const goTool = (argv: string[], cwd: string, onLine: () => void): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('go', argv, {
      cwd,
      env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-8_000);
      for (const line of text.split('\n')) if (line) onLine();
    });
    child.on('error', () =>
      reject(
        new Error(
          'Go 1.26 or later is needed to build the Kubernetes API server: install it from https://go.dev/dl, or set KUBEBUILDER_ASSETS.',
        ),
      ),
    );
    child.on('exit', () => resolve(output));
  });
