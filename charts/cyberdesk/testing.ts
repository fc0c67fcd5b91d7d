import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { chart, findHelm, findKubectl } from '../../local/cluster/helm.ts';

/** An object of the chart. */
export interface Rendered {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
}

/** What a program said. */
export interface Answer {
  status: number;
  stdout: string;
  stderr: string;
}

const run = (program: string, argv: string[], input = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, argv, { timeout: 60_000, cwd: tmpdir() });
    const answer: Answer = { status: -1, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (answer.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (answer.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...answer, status: status ?? -1 }));
    // A program that refuses its arguments does not read on.
    child.stdin.on('error', () => undefined).end(input);
  });

/** The Prometheus operator's module, in which its resources are published. */
const prometheus = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';

/** The published definition of ServiceMonitor, which one of the chart's objects is. */
export const serviceMonitorDefinition = async (): Promise<object> => {
  const { status, stdout, stderr } = await run('go', ['mod', 'download', '-json', prometheus]);
  if (status !== 0) throw new Error(`${prometheus} could not be had: ${stderr}${stdout}`);
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  const file = 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml';
  return parse(await readFile(join(Dir, file), 'utf8'))[0] as object;
};

export const helm = async (...argv: string[]): Promise<Answer> => run(await findHelm(), argv);

export const kubectl = async (
  kubeconfig: string,
  argv: string[],
  objects: object[] = [],
): Promise<Answer> => {
  const input = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  return run(await findKubectl(), ['--kubeconfig', kubeconfig, ...argv], input);
};

/** The chart's sets of values that must always work. */
export const valueSets: [string, string[]][] = [
  ['its defaults', []],
  ['values-production.yaml', ['--values', join(chart, 'values-production.yaml')]],
  ['everything switched on', ['--values', join(chart, 'ci/everything-values.yaml')]],
];

export const template = (values: string[], namespace = 'cyberdesk-system'): Promise<Answer> =>
  helm('template', 'cyberdesk', chart, '--namespace', namespace, ...values);

export const parse = (text: string): Rendered[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Rendered)
    .filter(Boolean);
