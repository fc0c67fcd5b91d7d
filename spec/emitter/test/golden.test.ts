import { beforeAll, expect, test } from 'vitest';
import { emitFile } from './compile.ts';

let files: Map<string, string>;
beforeAll(async () => {
  files = await emitFile('sample.tsp');
}, 60_000);

const golden = [
  'generated/problems.gen.ts',
  'generated/secrets.gen.ts',
  'generated/api/routes.gen.ts',
  'generated/api/client.gen.ts',
  'generated/execd/routes.gen.ts',
  'generated/crd/felines.example.org.yaml',
  'generated/crd/types.gen.ts',
  'generated/openapi/api.3.0.json',
  'sdks/typescript/src/generated/resources.gen.ts',
  'sdks/python/src/cyberdesk/_generated_routes.py',
  'sdks/python/src/cyberdesk/_generated_resources.py',
];

test.each(golden)('%s is as reviewed; look at the difference, then run vitest -u', async (file) => {
  await expect(files.get(file)).toMatchFileSnapshot(`golden/${file.replaceAll('/', '__')}.txt`);
});

test('every service has its files, the resources have no server', () => {
  const own = [...files.keys()].filter((file) => file.startsWith('generated/')).sort();
  expect(own).toEqual([
    'generated/api/client.gen.ts',
    'generated/api/routes.gen.ts',
    'generated/api/types.gen.ts',
    'generated/crd/felines.example.org.yaml',
    'generated/crd/types.gen.ts',
    'generated/execd/client.gen.ts',
    'generated/execd/routes.gen.ts',
    'generated/execd/types.gen.ts',
    'generated/openapi/api.3.0.json',
    'generated/openapi/api.3.1.json',
    'generated/openapi/execd.3.0.json',
    'generated/openapi/execd.3.1.json',
    'generated/problems.gen.ts',
    'generated/secrets.gen.ts',
  ]);
});

test('the same contract gives the same bytes', async () => {
  expect([...(await emitFile('sample.tsp'))]).toEqual([...files]);
}, 60_000);

test('the async resources are the sync ones with await', () => {
  const [sync, asynchronous] = ['', '_async'].map((kind) =>
    files.get(`sdks/python/src/cyberdesk/_generated${kind}_resources.py`)!,
  );
  const plain = asynchronous!
    .replaceAll('async def', 'def')
    .replaceAll('await ', '')
    .replaceAll(/\bAsync(\w+)/g, '$1');
  expect(plain.split('\n').sort()).toEqual(sync!.split('\n').sort());
});

test('both dialects describe the same operations', () => {
  const operations = (version: string): string[] => {
    const document = JSON.parse(files.get(`generated/openapi/api.${version}.json`)!) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    return Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
  };
  expect(operations('3.1')).toEqual(operations('3.0'));
  expect(operations('3.0')).toContain('teachCat');
});

test('nothing that is generated hides that it is', () => {
  for (const [file, content] of files) {
    if (!file.endsWith('.json')) expect(content.slice(0, 200), file).toContain('do not edit');
  }
});
