import { expect, test } from 'vitest';
import { compileText } from './compile.ts';

const frame = (members: string): string => `
import "@typespec/http";
import "@typespec/openapi";
using TypeSpec.Http;
using TypeSpec.OpenAPI;
/** Why. */
@error model Problem { /** Why. */ code: string; }
/** Page. */
model Page<T> { /** Items. */ items: T[]; /** Next. */ nextCursor?: string; }
/** A cat. */
@example(#{ name: "Mia" })
model Cat { /** Name. */ name: string; }
@service(#{ title: "Cats" })
namespace Cats {
${members}
}`;

/** Messages of one rule about some members of a service. */
async function lint(rule: string, members: string): Promise<string[]> {
  const { diagnostics } = await compileText(frame(members), [rule]);
  const others = diagnostics.filter(({ code }) => code !== `@cyberdesk/emitter/${rule}`);
  expect(others.map(({ code, message }) => `${code}: ${message as string}`)).toEqual([]);
  return diagnostics.map(({ message }) => message as string);
}

const good = `
/** Makes a cat. */
@summary("Make a cat") @operationId("createCat") @extension("x-scopes", #[]) @extension("x-idempotency", "none")
@route("/cats") @post op create(@body cat: Cat): Cat | Problem;`;

const op = (name: string, rest: string): string => `@route("/${name}") @get op ${name}${rest};`;

const cases: [rule: string, bad: string, message: string][] = [
  ['use-operation-id', op('look', '(): Cat'), 'Operation `look` needs @operationId'],
  [
    'use-operation-id',
    `@operationId("look") ${op('look', '(): Cat')}`,
    '`look` must be a lowerCamel verb and noun',
  ],
  [
    'use-operation-id',
    `@operationId("Look_at") ${op('look', '(): Cat')}`,
    '`Look_at` must be a lowerCamel verb and noun',
  ],
  [
    'use-operation-id',
    `@operationId("lookAt") ${op('a', '(): Cat')} @operationId("lookAt") ${op('b', '(): Cat')}`,
    '`lookAt` is used twice',
  ],
  ['document-operation', `/** Looks. */ ${op('look', '(): Cat')}`, 'needs @summary'],
  ['document-operation', `@summary("Look") ${op('look', '(): Cat')}`, 'needs a doc comment'],
  ['return-problem', op('look', '(): Cat'), 'Operation `look` must also return'],
  [
    'return-page',
    `@operationId("listCats") ${op('list', '(@query limit?: int32, @query cursor?: string): Cat[]')}`,
    'must return Cyberdesk.Common.Page',
  ],
  [
    'return-page',
    `@operationId("listCats") ${op('list', '(): Page<Cat>')}`,
    'must take ...Cyberdesk.Common.PageQuery',
  ],
  ['declare-policy', op('look', '(): Cat'), 'needs @extension("x-scopes"'],
  [
    'declare-policy',
    '@extension("x-scopes", #[]) @route("/x") @delete op drop(): Cat;',
    'needs @extension("x-idempotency"',
  ],
  [
    'declare-policy',
    '@extension("x-scopes", #[]) @extension("x-idempotency", "key") @route("/x") @delete op drop(): Cat;',
    'must take ...Cyberdesk.Common.IdempotencyHeader',
  ],
  ['document-property', 'model Dog { name: string }', '`name` needs a doc comment'],
  ['use-id-scalar', 'model Dog { id: string }', '`id` must be a scalar of its own'],
  [
    'use-id-scalar',
    op('look', '(@query catId: string): Cat'),
    '`catId` must be a scalar of its own',
  ],
  [
    'no-exclusive-bound',
    'model Dog { @minValueExclusive(0) age: int32 }',
    'Use @minValue or @maxValue',
  ],
  [
    'no-exclusive-bound',
    '@maxValueExclusive(9) scalar age extends int32;',
    'Use @minValue or @maxValue',
  ],
  [
    'example-request',
    'model Dog { name: string } @route("/x") @post op make(@body dog: Dog): Cat;',
    '`Dog` is a request body',
  ],
  [
    'open-response-set',
    `model Dog { mood: "calm" | "wild" } @extension("x-sdk", "dogs.get") ${op('look', '(): Dog')}`,
    '`mood` is in an answer: add `string`',
  ],
  [
    'open-response-set',
    `enum Mood { calm, wild } model Dog { moods: { inner: Mood }[] } @extension("x-sdk", "dogs.get") ${op('look', '(): Dog')}`,
    '`inner` is in an answer',
  ],
  [
    'discriminate-union',
    'model Dog { bark: string } union Pet { cat: Cat, dog: Dog } @route("/x") @post op make(@body pets: Pet[]): Cat;',
    'Union `Pet` of objects needs @discriminated',
  ],
];

test.each(cases)(
  '%s refuses: %s',
  async (rule, bad, message) => {
    expect(await lint(rule, bad)).toEqual([expect.stringContaining(message)]);
  },
  30_000,
);

test.each([...new Set(cases.map(([rule]) => rule))])(
  '%s accepts an operation as it should be',
  async (rule) => {
    expect(await lint(rule, good)).toEqual([]);
  },
  30_000,
);

test.each([
  ['declare-policy', `@useAuth(NoAuth) ${op('look', '(): Cat')}`],
  [
    'open-response-set',
    `model Dog { mood: string | "calm"; type: "dog" } @extension("x-sdk", "dogs.get") ${op('look', '(): Dog')}`,
  ],
  [
    'open-response-set',
    'model Dog { mood: "calm" | "wild" } @route("/x") @post @extension("x-sdk", "a.b") op make(@body dog: Dog): Cat;',
  ],
  [
    'discriminate-union',
    'union Text { one: string, many: string[] } @route("/x") @post op make(@body b: { text: Text }): Cat;',
  ],
  [
    'use-id-scalar',
    'scalar dogId extends string; model Dog { id: dogId; valid: string; paid: string }',
  ],
  ['use-operation-id', '@operationId("getVnc2") @route("/v") @get op vnc(): Cat;'],
])(
  '%s has nothing against %s',
  async (rule, fine) => {
    expect(await lint(rule, fine)).toEqual([]);
  },
  30_000,
);

test('a rule about an operation that is mounted several times speaks once', async () => {
  const mounted = `
    interface Base<Target extends {}> { @route("/look") @get look(...Target): Cat | Problem; }
    @route("/one") interface One extends Base<{}> {}
    @route("/two") interface Two extends Base<{}> {}`;
  expect(await lint('use-operation-id', mounted)).toHaveLength(1);
}, 30_000);
