import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './repository.ts';

// AGENTS.md's recipe, followed in a copy of the repository: what it promises is what happens.
let copy: string;

interface Result {
  code: number;
  output: string;
}

function run(program: string, ...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: copy, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, output: stdout + stderr });
    });
  });
}

const node = (...args: string[]): Promise<Result> => run(process.execPath, ...args);
const git = (...args: string[]): Promise<Result> => run('git', ...args);
const types = (room: string): Promise<Result> =>
  node('node_modules/typescript7/bin/tsc', '-b', room);
const commit = (): Promise<Result> =>
  git('-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '-qam', 'test');

/** Packages of others are shared with the original; the house's own lead into the copy. */
async function linkPackages(): Promise<void> {
  const modules = path.join(copy, 'node_modules');
  await mkdir(path.join(modules, '@cyberdesk'), { recursive: true });
  const shared = (await readdir(path.join(root, 'node_modules'))).filter(
    (name) => !/^(@cyberdesk|cyberdesk|\.package.*)$/.test(name),
  );
  for (const name of shared)
    await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  const own = {
    emitter: 'spec/emitter',
    runtime: 'spec/runtime',
    generated: 'generated',
    kit: 'services/kit',
    kube: 'services/kube',
  };
  for (const [name, place] of Object.entries(own)) {
    await symlink(path.join(copy, place), path.join(modules, '@cyberdesk', name));
  }
}

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'cyberdesk-recipe-'));
  const { output } = await new Promise<Result>((resolve) =>
    execFile('git', ['ls-files'], { cwd: root }, (_error, stdout) =>
      resolve({ code: 0, output: stdout }),
    ),
  );
  for (const file of output.split('\n').filter(Boolean)) {
    await cp(path.join(root, file), path.join(copy, file)).catch(() => undefined);
  }
  await linkPackages();
  await git('init', '-q');
  await git('add', '-A');
  await commit();
}, 120_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

const operation = `
  /** Tells for how long the machine has been up. */
  @summary("Get the uptime")
  @operationId("getUptime")
  @tag("Commands")
  @extension("x-sdk", "commands.uptime")
  @extension("x-scopes", #["commands:write"])
  @extension("x-idempotency", "none")
  @route("/uptime")
  @get
  getUptime(...Target): Uptime | Common.Problem;
}

/** How long a machine has been up. */
@friendlyName("Uptime")
@example(#{ seconds: 42 })
model Uptime {
  /** Seconds since the start. */
  seconds: int32;
}
`;

async function addOperation(): Promise<void> {
  const file = path.join(copy, 'spec/desktop/commands.tsp');
  const source = await readFile(file, 'utf8');
  await writeFile(file, source.replace(/\}\s*$/, operation));
}

async function changed(): Promise<string[]> {
  const { output } = await git('status', '--porcelain', '--untracked-files=all');
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3));
}

test('a new operation inside a desktop is three files by hand', async () => {
  await addOperation();
  const generated = await node('spec/scripts/generate.ts');
  expect(generated.output).toContain('get-uptime.ts and its test');
  const byHand = (await changed()).filter((file) => !/generated/.test(file));
  expect(byHand.sort()).toEqual([
    'execd/src/handlers/get-uptime.test.ts',
    'execd/src/handlers/get-uptime.ts',
    'execd/src/handlers/index.ts',
    'spec/desktop/commands.tsp',
  ]);
  expect(
    await readFile(path.join(copy, 'sdks/typescript/src/generated/resources.gen.ts'), 'utf8'),
  ).toContain('  uptime(desktopId: string');
  expect(
    await readFile(path.join(copy, 'sdks/python/src/cyberdesk/_generated_resources.py'), 'utf8'),
  ).toContain('def uptime(');
  expect(await types('execd')).toEqual({ code: 0, output: '' });
});

test('the services that forward need nothing', async () => {
  expect(await types('services/api')).toEqual({ code: 0, output: '' });
  expect(await types('services/gateway')).toEqual({ code: 0, output: '' });
});

test('without its handler the operation does not compile, and is named', async () => {
  const file = path.join(copy, 'execd/src/handlers/index.ts');
  const index = await readFile(file, 'utf8');
  await writeFile(file, index.replace('  getUptime,\n', ''));
  expect((await types('execd')).output).toContain("Property 'getUptime' is missing");
  await writeFile(file, index);
});

test('the check of generated files passes when all is committed, and names an edit and a left-over', async () => {
  await git('add', '-A');
  await commit();
  expect(await node('spec/scripts/check-generated.ts')).toMatchObject({ code: 0 });
  const edited = path.join(copy, 'generated/api/routes.gen.ts');
  await writeFile(edited, `${await readFile(edited, 'utf8')}// by hand\n`);
  await writeFile(path.join(copy, 'generated/api/old.gen.ts'), '// left over\n');
  await git('add', '-A');
  await commit();
  const { code, output } = await node('spec/scripts/check-generated.ts');
  expect(code).toBe(1);
  expect(output).toContain('  generated/api/old.gen.ts\n  generated/api/routes.gen.ts\n');
});

test('a contract that breaks a rule is refused with the place and the fix', async () => {
  const file = path.join(copy, 'spec/desktop/commands.tsp');
  const source = await readFile(file, 'utf8');
  await writeFile(file, source.replace('@summary("Get the uptime")', ''));
  const { code, output } = await node('spec/scripts/generate.ts');
  expect(code).toBe(1);
  expect(output).toContain('Operation `getUptime` needs @summary("Verb noun").');
  expect(output).toContain('commands.tsp');
});
