import type { Handlers, Input } from '@cyberdesk/generated/execd/routes.gen';
import { reply } from '@cyberdesk/runtime';
import type { Context } from '../context.ts';
import { Fault } from '../system/fault.ts';
import type { Region } from '../system/screen/region.ts';

type Query = Input<'takeScreenshot'>['query'];

export const takeScreenshot: Handlers<Context>['takeScreenshot'] = async (
  { query, headers },
  context,
) => {
  const picture = await context.system.desktop.picture({
    ...query,
    region: regionOf(query),
    fit: query,
  });
  const { etag, cursor } = picture;
  const pointer = { 'x-cursor-x': String(cursor.x), 'x-cursor-y': String(cursor.y) };
  if (isKnown(headers['if-none-match'], etag)) return reply(304, undefined, { etag, ...pointer });
  return reply(200, picture.bytes, {
    'content-type': picture.contentType,
    etag,
    'x-image-width': String(picture.width),
    'x-image-height': String(picture.height),
    'x-image-scale': String(picture.scale),
    ...pointer,
    // A screen changes at any moment: whoever keeps an image asks before it is used again.
    'cache-control': 'private, no-cache',
  });
};

function regionOf({ x, y, width, height }: Query): Region | undefined {
  const values = { x, y, width, height };
  const missing = Object.entries(values).filter(([, value]) => value === undefined);
  if (missing.length === 4) return undefined;
  if (missing.length === 0) return values as Region;
  throw new Fault(
    'unprocessable',
    'A region needs all of `x`, `y`, `width` and `height`; leave all four out for the whole screen.',
    missing.map(([name]) => ({ pointer: `query/${name}`, message: 'is missing' })),
  );
}

/** Compared weakly, as RFC 9110 wants it for `If-None-Match`. */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
