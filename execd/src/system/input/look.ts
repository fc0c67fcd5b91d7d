import type { Action } from '@cyberdesk/generated/execd/types.gen';
import { Fault } from '../fault.ts';
import type { Picture } from '../screen/pictures.ts';
import type { Outcome, Step } from './step.ts';

/** Images of one batch travel inside one JSON body. */
const MAX_IMAGE_BYTES = 32 * 1024 * 1024;

type Of<Type extends Action['type']> = Extract<Action, { type: Type }>;

export const screenshot = async (step: Step, action: Of<'screenshot'>): Promise<Outcome> =>
  shown(step, await step.desktop.picture(action), action.inline ?? true);

export const zoom = async (step: Step, action: Of<'zoom'>): Promise<Outcome> =>
  shown(step, await step.desktop.zoom(action), action.inline ?? true);

export async function waitForStable(
  { desktop, signal }: Step,
  { quietMs = 300, timeoutMs = 5000, region }: Of<'waitForStable'>,
): Promise<Outcome> {
  const where = region ? { region } : {};
  const isStable = await desktop.changes.waitForStable({ quietMs, timeoutMs, signal, ...where });
  if (isStable) return {};
  const detail = `The screen did not rest for ${quietMs} ms within ${timeoutMs} ms.`;
  throw new Fault('unprocessable', detail);
}

export async function waitForChange(
  { desktop, signal, before }: Step,
  { timeoutMs = 5000, region }: Of<'waitForChange'>,
): Promise<Outcome> {
  const where = { ...(region ? { region } : {}), ...(before ? { mark: before } : {}) };
  const changed = await desktop.changes.waitForChange({ timeoutMs, signal, ...where });
  if (changed) return {};
  throw new Fault('unprocessable', `Nothing changed on the screen within ${timeoutMs} ms.`);
}

function shown({ desktop, images }: Step, picture: Picture, inline: boolean): Outcome {
  const { bytes, contentType, width, height, scale, region, screen } = picture;
  const isWhole = region.width === screen.width && region.height === screen.height;
  const image = { contentType, width, height, scale, ...(isWhole ? {} : { region }) };
  if (!inline) return { image: { ...image, imageId: desktop.images.put(bytes, contentType) } };
  images.bytes += bytes.length;
  if (images.bytes > MAX_IMAGE_BYTES) {
    const detail = 'The images of this batch are larger than 32 MiB together. Set inline to false.';
    throw new Fault('unprocessable', detail);
  }
  return { image: { ...image, data: bytes.toString('base64') } };
}
