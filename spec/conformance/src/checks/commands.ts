import { area, type Check } from '../check.ts';
import { eventually, holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const commands: Check[] = [];
const check = area('commands', commands);

interface Command {
  id: string;
  state: string;
  exitCode?: number;
  signal?: string;
  stdout: string;
  stderr: string;
  stdoutTruncated: boolean;
  processId?: number;
}
const run = (t: Target, json: object): Promise<Command> => t.json('runCommand', { json });
const ended = async (t: Target, commandId: string): Promise<Command> =>
  eventually(async () => {
    const command = await t.json<Command>('getCommand', {
      path: { commandId },
      query: { waitSeconds: 20 },
    });
    return command.state !== 'running' && command;
  }, 'the command ends');
const isGone = async (t: Target, pid: number): Promise<boolean> =>
  (await run(t, { command: ['sh', '-c', `kill -0 ${pid} 2>/dev/null`] })).exitCode !== 0;

check(
  'runCommand',
  'exit code, output and errors apart; arguments are taken as they are',
  async (t) => {
    const { exitCode, stdout, stderr } = await run(t, {
      command: 'echo out; echo err >&2; exit 3',
    });
    same([exitCode, stdout, stderr], [3, 'out\n', 'err\n']);
    const words = ["it's", '$HOME', '-x', 'a b', '日本 😀', '; id'];
    same((await run(t, { command: ['printf', '%s|', ...words] })).stdout, `${words.join('|')}|`);
    same(
      (await run(t, { command: 'cat; echo $A', stdin: 'in\n', env: { A: 'é' }, cwd: '/' })).stdout,
      'in\né\n',
    );
    same((await run(t, { command: ['no-such-program'] })).exitCode, 127);
    same(
      await t.refusal('runCommand', { json: { command: ['true'], cwd: '/no/such' } }),
      '422 invalidPath',
    );
    same(
      await t.refusal('runCommand', { json: { command: ['true'], user: 'nobody-here' } }),
      '422 unprocessable',
    );
  },
);
check('runCommand', 'a timeout kills the whole group, also what has left it', async (t) => {
  const command = 'setsid sleep 600 & echo $!; sh -c "sleep 600"';
  const { state, signal, stdout } = await run(t, { command, timeoutSeconds: 1 });
  same([state, signal], ['timedOut', 'SIGKILL']);
  await eventually(() => isGone(t, Number(stdout)), 'the process that left the group is gone');
});
check(
  ['runCommand', 'getCommand', 'listCommands', 'deleteCommand'],
  'a long command is followed by its id, found by its tag and deleted',
  async (t) => {
    const first = await run(t, {
      command: 'sleep 1; echo done',
      waitSeconds: 0,
      tag: 'conformance',
    });
    same(first.state, 'running');
    same(await ended(t, first.id).then(({ stdout, exitCode }) => [stdout, exitCode]), [
      'done\n',
      0,
    ]);
    const { items } = await t.json<{ items: Command[] }>('listCommands', {
      query: { tag: 'conformance', limit: 100 },
    });
    holds(
      items.some(({ id, stdout }) => id === first.id && stdout === ''),
      'it is not in the list',
    );
    await t.json('deleteCommand', { path: { commandId: first.id } });
    same(await t.refusal('getCommand', { path: { commandId: first.id } }), '404 commandNotFound');
  },
);
check(
  ['writeCommandStdin', 'closeCommandStdin', 'streamCommandOutput'],
  'a background command takes input and tells its output by offset',
  async (t) => {
    const { id: commandId } = await run(t, { command: ['cat'], background: true });
    const path = { commandId };
    await t.json('writeCommandStdin', { path, json: { text: 'hé\n' } });
    await t.json('writeCommandStdin', {
      path,
      json: { data: Buffer.from('two\n').toString('base64') },
    });
    await t.json('closeCommandStdin', { path });
    same((await ended(t, commandId)).stdout, 'hé\ntwo\n');
    const text = await (await t.call('streamCommandOutput', { path, query: { offset: 4 } })).text();
    holds(
      text.includes('"text":"two\\n"') && text.includes('"type":"end"'),
      `the stream said ${text}`,
    );
    same(
      await t.refusal('writeCommandStdin', { path, json: { text: 'late' } }),
      '409 commandNotRunning',
    );
  },
);
check('signalCommand', 'a signal reaches the group', async (t) => {
  const { id: commandId } = await run(t, {
    command: 'trap "echo caught; exit 9" TERM; echo ready; sleep 600 & wait',
    background: true,
  });
  const path = { commandId };
  await eventually(
    async () => (await t.json<Command>('getCommand', { path })).stdout === 'ready\n',
    'it is ready',
  );
  await t.json('signalCommand', { path, json: { signal: 'SIGTERM' } });
  const { exitCode, stdout } = await ended(t, commandId);
  same([exitCode, stdout], [9, 'ready\ncaught\n']);
});
check('resizeCommandPty', 'a terminal is one, and as large as it is told', async (t) => {
  const pty = { columns: 91, rows: 31 };
  const { id: commandId } = await run(t, {
    command: 'tty; stty size; read x; stty size',
    background: true,
    pty,
  });
  const path = { commandId };
  await eventually(
    async () => (await t.json<Command>('getCommand', { path })).stdout.includes('31 91'),
    'it tells its size',
  );
  await t.json('resizeCommandPty', { path, json: { columns: 100, rows: 40 } });
  await t.json('writeCommandStdin', { path, json: { text: '\n' } });
  holds((await ended(t, commandId)).stdout.includes('40 100'), 'it does not know its new size');
});
check('runCommand', 'endless output is bounded, and the desktop answers meanwhile', async (t) => {
  const { id: commandId } = await run(t, { command: ['yes'], background: true, timeoutSeconds: 5 });
  const started = performance.now();
  same((await run(t, { command: ['true'] })).exitCode, 0);
  holds(performance.now() - started < 5000, 'another command had to wait');
  const { state, stdout, stdoutTruncated } = await ended(t, commandId);
  same([state, stdout.length, stdoutTruncated], ['timedOut', 1024 * 1024, true]);
});
check(
  'runCommand',
  'a fork bomb leaves the desktop usable, and ends with its time or with its command',
  async (t) => {
    const answers = () =>
      eventually(async () => (await run(t, { command: ['true'] })).exitCode === 0, 'commands run');
    const bomb = ':(){ :|:& };:; exec sleep 600';
    const timed = await run(t, { command: bomb, background: true, timeoutSeconds: 10 });
    await answers();
    same((await ended(t, timed.id)).state, 'timedOut');
    await answers();
    const outlived = await run(t, { command: ':(){ :|:& };:' });
    await answers();
    await t.call('deleteCommand', { path: { commandId: outlived.id } });
    await answers();
  },
  'fork bomb',
);
