import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { controlPlanePorts } from '../support/ports.ts';
import { signUp, type Person } from '../support/stack.ts';

/** From inside a machine nothing of the control plane and no other machine can be reached. */
let person: Person;
let desktops: Desktop[];

beforeAll(async () => {
  person = await signUp();
  desktops = [
    await person.client.desktops.create({ wait: true }),
    await person.client.desktops.create({ wait: true }),
  ];
});
afterAll(() => Promise.all(desktops.map((desktop) => desktop.delete())));

const inside = (index: number): Desktop => desktops[index] as Desktop;

/** Tries a TCP connection from inside the machine with bash alone; prints `open` when somebody answers. */
const probe = async (addresses: string[], ports: number[]): Promise<string[]> => {
  const script = `for a in ${addresses.join(' ')}; do for p in ${ports.join(' ')}; do
    timeout 1 bash -c "exec 3<>/dev/tcp/$a/$p" 2>/dev/null && echo "$a:$p"; done; done; true`;
  const result = await inside(0).run(script, { timeoutSeconds: 45 });
  return result.stdout.split('\n').filter(Boolean);
};

test('no port of the control plane answers on any address that could be the host', async () => {
  const gateway = await inside(0).run("ip route | awk '/default/ {print $3}'");
  const hosts = ['10.0.2.2', gateway.stdout.trim()].filter(Boolean);
  for (const host of new Set(hosts)) expect(await probe([host], controlPlanePorts())).toEqual([]);
});

test('the loopback inside is the guest’s own: no control-plane port is there', async () => {
  expect(await probe(['127.0.0.1'], controlPlanePorts())).toEqual([]);
});

test('execd of another machine cannot be reached, nor its own without a token', async () => {
  const gateway = await inside(0).run("ip route | awk '/default/ {print $3}'");
  const neighbours = await inside(1).run("hostname -I | tr ' ' '\\n' | grep -v 127");
  const foreign = [gateway.stdout.trim(), ...neighbours.stdout.trim().split('\n')].filter(Boolean);
  const own = (await inside(0).run('hostname -I')).stdout.trim().split(/\s+/);
  expect(
    await probe(
      foreign.filter((address) => !own.includes(address)),
      [8000],
    ),
  ).toEqual([]);
  const url = 'http://127.0.0.1:8000/display';
  const status = await inside(0).run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', url]);
  expect(status.stdout).toBe('401');
});

test('two clones share no identity', async () => {
  const identity = async (index: number): Promise<string[]> => {
    const result = await inside(index).run(
      'cat /etc/machine-id; cat /etc/ssh/ssh_host_*_key.pub 2>/dev/null; head -c 16 /dev/urandom | base64; cat /proc/sys/kernel/random/uuid',
    );
    return result.stdout.split('\n').filter(Boolean);
  };
  const [first, second] = [await identity(0), await identity(1)];
  expect(first.filter((line) => second.includes(line))).toEqual([]);
});

test('the clock inside is right', async () => {
  const { stdout } = await inside(1).run(['date', '+%s']);
  expect(Math.abs(Number(stdout) - Date.now() / 1000)).toBeLessThan(5);
});
