import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonTools } from '../../../spec/scripts/python-tools.ts';
import { openDocument, operations } from '../support/contract.ts';
import { signUp, stack, stateFolder } from '../support/stack.ts';

/** Left out of the fuzzing and counted: streams of bytes from inside a desktop, and the endless one of events. */
const streaming = ['readFile', 'streamEvents', 'takeScreenshot', 'uploadArchive', 'writeFile'];

/** A simulated desktop has no screen and says so by the documented 503; no other server error is allowed. */
const ALLOWED = `[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", "503"]
`;

test('schemathesis finds no server error and no reply outside the contract', async () => {
  const person = await signUp();
  const document = structuredClone(openDocument('api')) as unknown as Record<string, unknown>;
  const file = join(stateFolder(), 'schemathesis.json');
  writeFileSync(file, JSON.stringify(document));
  const tools = await pythonTools();
  const settings = join(stateFolder(), 'schemathesis.toml');
  writeFileSync(settings, ALLOWED);
  const found = operations('api').map(({ id }) => id);
  expect(streaming.filter((id) => !found.includes(id))).toEqual([]);
  console.log(
    `fuzzing ${found.length - streaming.length} operations, ${streaming.length} streaming ones left out`,
  );
  const argv = [
    '--config-file',
    settings,
    'run',
    file,
    '--url',
    stack().api.url,
    '--header',
    `Authorization: Bearer ${person.key}`,
    ...streaming.flatMap((id) => ['--exclude-operation-id', id]),
    '--checks',
    'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance',
    '--max-examples',
    '25',
    '--workers',
    '1',
    '--seed',
    '1',
    '--phases',
    'examples,coverage,fuzzing',
    '--request-timeout',
    '60',
    '--no-color',
  ];
  const result = spawnSync(join(tools, 'schemathesis'), argv, {
    encoding: 'utf8',
    timeout: 540_000,
  });
  const serious = result.stdout
    .split('\n')
    .filter((line) => /^- |Server error|Undocumented/.test(line));
  expect(
    { code: result.status, serious: serious.slice(0, 40) },
    result.stdout.slice(-6_000),
  ).toEqual({ code: 0, serious: [] });
});
