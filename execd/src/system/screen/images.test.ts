import { expect, test } from 'vitest';
import { Gate } from './gate.ts';
import { Images } from './images.ts';
import { Marks } from './marks.ts';

const MIB = 1024 * 1024;

test('an image is there for 10 minutes', () => {
  let now = 0;
  const images = new Images(() => now);
  const bytes = Buffer.from('image');
  const id = images.put(bytes, 'image/png');
  expect(id).toMatch(/^img_[2-7a-z]{34}$/);
  now = 599_999;
  expect(images.get(id)).toMatchObject({ bytes, contentType: 'image/png' });
  now = 600_000;
  expect(() => images.get(id)).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('at most 64 images and 64 MiB are kept, the newest', () => {
  const images = new Images();
  const small = Array.from({ length: 65 }, () => images.put(Buffer.alloc(1), 'image/png'));
  expect(() => images.get(small[0] ?? '')).toThrow('No image');
  images.get(small[1] ?? '');
  const large = [1, 2, 3].map(() => images.put(Buffer.alloc(30 * MIB), 'image/jpeg'));
  expect(() => images.get(large[0] ?? '')).toThrow('No image');
  images.get(large[2] ?? '');
  const tooLarge = images.put(Buffer.alloc(65 * MIB), 'image/png');
  expect(() => images.get(tooLarge)).toThrow('No image');
  images.get(large[2] ?? '');
});

test('a mark is that of its own caller’s newest observation', () => {
  const marks = new Marks();
  const agent = { principal: 'org', actor: { type: 'agent', id: 'key' } };
  const person = { principal: 'org', actor: { type: 'human', id: 'usr' } };
  const mark = {
    handle: 'elm_1',
    role: 'button',
    name: 'Save',
    region: { x: 0, y: 0, width: 1, height: 1 },
  };
  marks.remember(agent, [
    { mark: 1, ...mark },
    { mark: 2, ...mark },
  ]);
  marks.remember(person, [{ mark: 3, ...mark }]);
  expect(marks.find(agent, 2).handle).toBe('elm_1');
  expect(() => marks.find(agent, 3)).toThrow('no mark 3');
  marks.remember(agent, [{ mark: 1, ...mark }]);
  expect(() => marks.find(agent, 2)).toThrow('no mark 2');
  for (let at = 0; at < 64; at++) marks.remember({ ...agent, principal: `org${at}` }, []);
  expect(() => marks.find(agent, 1)).toThrow('no mark 1');
});

test('a gate lets so many run, makes so many wait and refuses the rest', async () => {
  const gate = new Gate({ running: 2, waiting: 3 });
  let running = 0;
  let most = 0;
  const work = () =>
    gate.run(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      throw new Error('done');
    });
  const results = await Promise.allSettled(Array.from({ length: 6 }, work));
  const reasons = results.map((result) =>
    result.status === 'rejected' ? (result.reason as Error).message : '',
  );
  expect(reasons.filter((reason) => reason === 'done')).toHaveLength(5);
  expect(reasons[5]).toContain('Try again');
  expect(most).toBe(2);
});
