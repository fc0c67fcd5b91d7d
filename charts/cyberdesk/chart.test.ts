import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const known = (path: string): string[] =>
  [...read(path).matchAll(/^ +([A-Z][A-Z_]+): (?:choice|file|int|list|optional|string|url)\(/gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== 'KUBECONFIG')
    .sort();
const given = (path: string): string[] =>
  [...read(path).matchAll(/\{ name: ([A-Z][A-Z_]+), value/g)].map(([, name]) => name ?? '').sort();

test.each([
  ['gateway', 'services/gateway/src/config.ts'],
  ['operator', 'operator/src/config.ts'],
])('the chart sets exactly the variables that the %s reads', (service, config) => {
  expect(known(config).length).toBeGreaterThan(7);
  expect(given(`charts/cyberdesk/templates/${service}/deployment.yaml`)).toEqual(known(config));
});

const dockerfiles = ['services/gateway/Dockerfile', 'operator/Dockerfile'];

test.each(dockerfiles)('what %s copies exists', (path) => {
  const copied = [...read(path).matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, at]) => at);
  expect(copied.length).toBeGreaterThan(5);
  for (const place of copied) expect(existsSync(join(root, place ?? '')), place).toBe(true);
  expect(read(path)).toContain('USER 1000:1000');
});
