import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './repository.ts';

/** Packages of the house that each room may import: the table of AGENTS.md. Tests and tools may use more. */
const rooms: Record<string, { sources: string; may: RegExp }> = {
  api: {
    sources: 'services/api/src/**/*.ts',
    may: /^@cyberdesk\/(generated\/(api|gateway\/client|gateway\/types|openapi\/api|problems)|runtime|kit)/,
  },
  gateway: {
    sources: 'services/gateway/src/**/*.ts',
    may: /^@cyberdesk\/(generated\/(gateway|execd|crd|openapi\/gateway|problems)|runtime|kit|kube)/,
  },
  operator: {
    sources: 'operator/src/**/*.ts',
    may: /^@cyberdesk\/(generated\/(crd|gateway\/(client|types))|runtime|kit|kube)/,
  },
  execd: {
    sources: 'execd/src/**/*.ts',
    may: /^@cyberdesk\/(generated\/(execd|openapi\/execd|problems)|runtime|kit)/,
  },
  kit: { sources: 'services/kit/src/**/*.ts', may: /^@cyberdesk\/kit/ },
  'sdks/typescript': { sources: 'sdks/typescript/src/**/*.ts', may: /^$/ },
  web: { sources: 'web/src/**/*.{ts,tsx}', may: /^cyberdesk$/ },
  local: {
    sources: 'local/**/*.ts',
    may: /^@cyberdesk\/(kit|kube|runtime|generated\/crd)/,
  },
};

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)].map(
    ([, name = '']) => name,
  );

const sourcesOf = (pattern: string): string[] =>
  globSync(pattern, { cwd: root })
    .filter((file) => !/\.test\.tsx?$|\/test(ing)?\/|node_modules|generated\//.test(file))
    .map((file) => path.join(root, file));

test.each(Object.entries(rooms))('%s imports what its room may', (_room, { sources, may }) => {
  const files = sourcesOf(sources);
  expect(files.length).toBeGreaterThan(3);
  const strangers = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => /^(@cyberdesk\/|cyberdesk$)/.test(name) && !may.test(name))
      .map((name) => `${path.relative(root, file)}: ${name}`),
  );
  expect(strangers).toEqual([]);
});

test('only services/kube talks to Kubernetes by its library', () => {
  const users = Object.values(rooms)
    .flatMap(({ sources }) => sourcesOf(sources))
    .filter((file) => importsOf(file).includes('@kubernetes/client-node'));
  expect(users.map((file) => path.relative(root, file))).toEqual([]);
});

const inner = ['services/api/src', 'services/gateway/src'];

test.each(inner)('the domain of %s knows neither HTTP nor its own outer layers', (source) => {
  const strangers = sourcesOf(`${source}/domain/**/*.ts`).flatMap((file) =>
    importsOf(file)
      // The codes of problems are words of the domain too; how they become replies is not.
      .filter((name) => /^hono|^@cyberdesk\/runtime|\/handlers\//.test(name))
      .map((name) => `${path.relative(root, file)}: ${name}`),
  );
  expect(strangers).toEqual([]);
});
