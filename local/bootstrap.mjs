// The only file that must run on Node 20 with nothing installed: it installs, then hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');
const [verb = 'start', ...rest] = process.argv.slice(2);

const programs = {
  start: ['node', 'local/main.ts', 'start'],
  dev: ['node', 'local/main.ts', 'dev'],
  status: ['node', 'local/main.ts', 'status'],
  stop: ['node', 'local/main.ts', 'stop'],
  reset: ['node', 'local/main.ts', 'reset'],
  test: ['node', 'services/e2e/run.ts', 'full'],
  'test-fast': ['node', 'services/e2e/run.ts', 'fast'],
  bench: ['node', 'bench/run.ts'],
  generate: ['node', 'spec/scripts/generate.ts'],
  'check-generated': ['node', 'spec/scripts/check-generated.ts'],
  check: ['node', 'services/e2e/run.ts', 'check'],
  mock: ['node', 'spec/scripts/mock.ts'],
};

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/** Installs the packages of package-lock.json unless exactly these are installed. */
const install = () => {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules/.cyberdesk-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing packages (about a minute, once) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) fail('npm ci failed, see above. Nothing was started.');
  writeFileSync(stamp, hash);
};

/** Go is needed once, to build the Kubernetes API server, unless one is there. */
const checkGo = () => {
  if (process.env.KUBEBUILDER_ASSETS) return;
  const version = /go(\d+)\.(\d+)/.exec(
    spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '',
  );
  const recent = version && (Number(version[1]) > 1 || Number(version[2]) >= 26);
  if (!recent)
    fail(
      'Go 1.26 or later is needed to build the Kubernetes API server: install it from https://go.dev/dl, or set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.',
    );
};

const program = programs[verb];
if (!program) fail(`There is no verb "${verb}". Use one of ${Object.keys(programs).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) fail('Node 20 or later is needed.');
if (['start', 'dev', 'test', 'bench'].includes(verb)) checkGo();
install();
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
delete env.NODE_OPTIONS;
const [script, ...args] = program.slice(1);
const child = spawn(join(bin, 'node'), [join(root, script), ...args, ...rest], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// Ctrl-C reaches the child too; this process stays until the child has stopped everything in order.
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
