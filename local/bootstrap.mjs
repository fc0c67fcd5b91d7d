// The only file that must run on Node 20 with nothing installed: it installs, then hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');

const programs = {
  start: ['local/main.ts', 'start'],
  dev: ['local/main.ts', 'dev'],
  status: ['local/main.ts', 'status'],
  stop: ['local/main.ts', 'stop'],
  reset: ['local/main.ts', 'reset'],
  test: ['services/e2e/run.ts', 'full'],
  'test-fast': ['services/e2e/run.ts', 'fast'],
  bench: ['bench/run.ts'],
  generate: ['spec/scripts/generate.ts'],
  'check-generated': ['spec/scripts/check-generated.ts'],
  check: ['services/e2e/run.ts', 'check'],
  mock: ['spec/scripts/mock.ts'],
};
const needCluster = ['start', 'dev', 'test', 'bench'];

/** Why the packages of this lock file are not those of the installed one; undefined when they are. */
export const staleBecause = (wanted, installed) => {
  for (const [path, entry] of Object.entries(wanted.packages ?? {})) {
    if (!path.startsWith('node_modules/')) continue;
    const found = installed.packages?.[path];
    if (!found && !mayBeAbsent(entry)) return `${path} is missing`;
    if (found && !isSame(found, entry)) return `${path} has another version`;
  }
  return undefined;
};

/** Optional packages are absent where they do not fit the machine. */
const mayBeAbsent = ({ optional, devOptional, peer }) => Boolean(optional || devOptional || peer);

const isSame = (one, other) => one.version === other.version && one.integrity === other.integrity;

/** Where a program is found, in KUBEBUILDER_ASSETS or on the PATH. */
export const find = (program, env) =>
  [env.KUBEBUILDER_ASSETS ?? '', ...(env.PATH ?? '').split(delimiter)]
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** True when `go version` says 1.26 or later. */
export const isRecentGo = (text) => {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(text) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 26);
};

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
};

/** Why packages have to be installed; undefined when those of package-lock.json are. npm writes its record last. */
const staleness = () => {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return 'none are installed';
  return staleBecause(readLock(join(root, 'package-lock.json')), readLock(record));
};

/**
 * Installs exactly what package-lock.json names. Not by `npm ci`: it refuses a lock file without the optional packages of
 * every other platform, which not every registry serves. So what was installed is compared with the lock file here.
 */
const install = () => {
  const reason = staleness();
  if (!reason) return;
  console.log(`Installing the packages of package-lock.json (${reason}), about a minute …`);
  const argv = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', argv, { cwd: root, stdio: 'inherit' });
  if (result.error)
    fail(`npm could not be started (${result.error.message}). Install it with Node.`);
  if (result.status !== 0) fail('npm install failed, see above. Nothing was started.');
  const wrong = staleness();
  if (wrong)
    fail(`npm did not install what package-lock.json names: ${wrong}. Nothing was started.`);
};

/** Go is needed once, to build the Kubernetes API server, unless both programs are there. */
const checkGo = (env) => {
  if (find('etcd', env) && find('kube-apiserver', env)) return;
  if (isRecentGo(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '')) return;
  fail(
    'Go 1.26 or later is needed to build the Kubernetes API server: install it from https://go.dev/dl, ' +
      'or set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.',
  );
};

const node = () => {
  const installed = join(bin, 'node');
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `There is no packaged Node 24 for ${process.platform} ${process.arch}: run this with Node 24 or later.`,
  );
};

const main = (verb, rest) => {
  const program = programs[verb];
  if (!program) fail(`There is no verb "${verb}". Use one of ${Object.keys(programs).join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < 20) fail('Node 20 or later is needed.');
  if (needCluster.includes(verb) && process.platform !== 'linux')
    fail('Cyberdesk runs its desktops on Linux (Debian or Ubuntu): use such a machine.');
  if (needCluster.includes(verb)) checkGo(process.env);
  install();
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  delete env.NODE_OPTIONS;
  const [script, ...args] = program;
  const argv = ['--disable-warning=ExperimentalWarning', join(root, script), ...args, ...rest];
  const child = spawn(node(), argv, { cwd: root, env, stdio: 'inherit' });
  // Ctrl-C reaches the child too; this process stays until the child has stopped everything in order.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => fail(`Node 24 could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  main(process.argv[2] ?? 'start', process.argv.slice(3));
