import { area, type Check } from '../check.ts';
import { holds, same } from '../expect.ts';
import type { Target } from '../target.ts';

export const machine: Check[] = [];
const check = area('machine', machine);

const stdout = async (t: Target, command: string): Promise<string> =>
  (await t.json<{ stdout: string }>('runCommand', { json: { command } })).stdout.trim();

check(
  'runCommand',
  'the machine has an identity of its own',
  async (t) => {
    same((await stdout(t, 'cat /etc/machine-id')).length, 32);
    holds(Number(await stdout(t, 'ps -e | wc -l')) < 400, 'it sees processes of others');
  },
  'identity',
);
check(
  'runCommand',
  'its clock is right',
  async (t) => {
    const seconds = Number(await stdout(t, 'date +%s'));
    holds(Math.abs(seconds - Date.now() / 1000) < 5, `its clock is ${seconds}`);
  },
  'clock',
);
