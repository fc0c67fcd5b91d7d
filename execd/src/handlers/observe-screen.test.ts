import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { hasX } from '../../test/needs.ts';

let execd: TestApp;
beforeAll(async () => {
  execd = await startApp({ bound: true, screen: true });
});
afterAll(() => execd.stop());

interface Seen {
  image: { data: string; width: number };
  etag: string;
  changedRegions: object[];
}
const observe = async (query = ''): Promise<Seen> =>
  (await (await execd.call(`/observation${query}`)).json()) as Seen;

test.skipIf(!hasX)(
  'one call has the fitted image, the changes, the display and the marks',
  async () => {
    const seen = await observe('?format=jpeg&maxLongEdge=256');
    expect(seen).toMatchObject({
      image: { contentType: 'image/jpeg', width: 256, height: 192, scale: 0.25 },
      display: { width: 1024, height: 768 },
      changedRegions: [{ x: 0, y: 0, width: 1024, height: 768 }],
      marks: [],
      marksTruncated: false,
    });
    const image = await sharp(Buffer.from(seen.image.data, 'base64')).metadata();
    expect(image).toMatchObject({ format: 'jpeg', width: 256 });
    const later = await observe(`?maxMarks=0&since=${encodeURIComponent(seen.etag)}`);
    expect(later.changedRegions).toEqual([]);
  },
);

test.skipIf(!hasX)('marks are the caller’s own', async () => {
  const region = { x: 10, y: 10, width: 20, height: 20 };
  const save = { handle: 'elm_1', role: 'push button', name: 'Save', region };
  execd.system.desktop.surroundings = {
    focusedWindow: () => Promise.resolve(undefined),
    elements: () => Promise.resolve({ elements: [save], truncated: false }),
  };
  const agent = { principal: 'org_1', actor: { type: 'agent', id: 'key_1' } };
  const response = await execd.call('/observation', { token: { claims: agent } });
  expect(await response.json()).toMatchObject({ marks: [{ mark: 1, ...save }] });
  expect(execd.system.desktop.marks.find(agent, 1)).toMatchObject(save);
  const other = { ...agent, actor: { type: 'human', id: 'key_1' } };
  expect(() => execd.system.desktop.marks.find(other, 1)).toThrow('no mark 1');
});
