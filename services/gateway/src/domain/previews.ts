import type { InstancePreview, UpdateInstance } from '@cyberdesk/generated/gateway/types.gen';
import { Refusal } from './refusal.ts';

/** What etcd is spared: the list is carried by every watch event of the instance. */
const limit = 64;

type Known = Record<string, InstancePreview>;
type Changes = Pick<UpdateInstance, 'previews' | 'removedPreviews'>;

/** Merge patch of a spec's previews: adds and removes, and lets go of those that have expired; null removes an entry. */
export const changePreviews = (
  known: Known = {},
  { previews = {}, removedPreviews = [] }: Changes,
  now: number,
): Record<string, InstancePreview | null> => {
  const wanted = { ...known, ...previews };
  const stays = ([id, { expiresAt }]: [string, InstancePreview]) =>
    Date.parse(expiresAt) > now && !removedPreviews.includes(id);
  const kept = new Map(Object.entries(wanted).filter(stays));
  if (kept.size > limit && Object.keys(previews).length > 0) {
    const detail = `A desktop has at most ${limit} previews. Revoke one.`;
    throw new Refusal('limitReached', detail);
  }
  return Object.fromEntries(Object.keys(wanted).map((id) => [id, kept.get(id) ?? null]));
};
